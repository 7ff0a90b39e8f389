using System.Collections.Immutable;

namespace PortfolioLedger.Querying;

/// <summary>A form answers come in.</summary>
/// <param name="Name">In <c>?format=</c>, ETag and file names.</param>
/// <param name="MediaType">In Accept, without parameters.</param>
/// <param name="ContentType">Of the answer.</param>
internal sealed record Format(string Name, string MediaType, string ContentType)
{
    public const string ParameterName = "format";

    public static readonly Format Json = new("json", "application/json",
        "application/json; charset=utf-8");
    public static readonly Format Csv = new("csv", "text/csv",
        "text/csv; charset=utf-8; header=present");
    public static readonly Format Ndjson = new("ndjson", "application/x-ndjson",
        "application/x-ndjson; charset=utf-8");

    public static readonly Format Xlsx = new("xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /// <summary>The formats of views, the preferred one first.</summary>
    public static readonly ImmutableArray<Format> OfViews = [Json, Csv, Ndjson, Xlsx];

    /// <summary>The format with this name, or which there are.</summary>
    public static Result<Format> Named(string name, ImmutableArray<Format> offered) =>
        offered.FirstOrDefault(f => f.Name == name) is { } format ? format : QueryFault.Invalid(
            ParameterName, $"must be one of {Texts.Listed(offered.Select(f => f.Name))}",
            "unknown-format");
}
