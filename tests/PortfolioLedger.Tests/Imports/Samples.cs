using System.Text;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports;

/// <summary>A small mapping and files that fit it.</summary>
internal static class Samples
{
    public const string Header =
        "Date,Id,Name,Agency,Clients,Stream,Phase,Budget,Change,Due,Days,Remark";

    public const string MappingJson = """
        {
          "name": "city",
          "kind": "periodic-snapshot",
          "source": "City reports",
          "portfolio": { "name": "City plan", "currency": "EUR" },
          "reportedAt": { "column": "Date", "format": "yyyy-MM-dd" },
          "externalId": { "column": "Id" },
          "initiative": {
            "keyPrefix": "c-",
            "name": { "column": "Name" },
            "department": { "column": "Agency" },
            "participatingDepartments": { "column": "Clients", "separator": ", ",
                "unknown": ["NA"] },
            "valueStream": { "column": "Stream" }
          },
          "phase": { "column": "Phase" },
          "budget": {
            "period": "whole-life",
            "total": { "column": "Budget" },
            "change": { "column": "Change" }
          },
          "completion": {
            "date": { "column": "Due", "format": "yyyy-MM-dd" },
            "changeInDays": { "column": "Days" }
          },
          "rationale": "Imported: the source gives no reason",
          "ignore": ["Remark"]
        }
        """;

    public static Mapping Mapping { get; } = (Mapping)MappingFile.Parse(MappingJson, "city");

    public static Key Portfolio { get; } = Key.Parse("city");

    /// <summary>A file of these lines under the header.</summary>
    public static byte[] File(params ReadOnlySpan<string> lines) =>
        Encoding.UTF8.GetBytes(Header + "\n" + string.Join("\n", lines) + "\n");

    public static async Task<ReadHistory> ReadAsync(params string[] lines) =>
        await ReadAsync(File(lines));

    public static async Task<ReadHistory> ReadAsync(byte[] file)
    {
        await using var stream = new MemoryStream(file);
        return await SnapshotReader.ReadAsync(
            stream, Mapping, null, TestContext.Current.CancellationToken);
    }
}

/// <summary>A file on disk that is gone after the test.</summary>
internal sealed class SampleFile : IDisposable
{
    public SampleFile(params ReadOnlySpan<string> lines) : this(Samples.File(lines))
    {
    }

    public SampleFile(byte[] bytes) => File.WriteAllBytes(Name, bytes);

    public string Name { get; } = Path.GetTempFileName();

    public void Dispose() => File.Delete(Name);
}
