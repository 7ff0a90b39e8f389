using System.Collections.Immutable;
using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Small invented lists, and a ledger in memory to import them into.</summary>
internal sealed class ListSamples
{
    public static readonly MappedPortfolio City = new("City plan", Currency.Parse("EUR"));

    public static readonly IMapping CurrentLists = MappingFile.Read("current-lists");

    public static readonly IMapping Opening = MappingFile.Read("opening-balances");

    public static readonly IMapping Jira = MappingFile.Read("jira-issues");

    public MemoryLedger Ledger { get; } = new(Samples.Portfolio)
    {
        Now = new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero),
    };

    /// <summary>A person decides; a second passes on the clock.</summary>
    public Entry Decide(string actor, params ImmutableArray<ICommand> commands)
    {
        Ledger.Now += TimeSpan.FromSeconds(1);
        return Ledger.Decide(actor, commands);
    }

    /// <summary>Imports a text with the preset of current lists.</summary>
    public Task<ImportReport> ImportAsync(params string[] lines) =>
        ImportAsync(CurrentLists, string.Join("\r\n", lines) + "\r\n");

    /// <summary>Imports a text; a second passes on the clock with each import.</summary>
    public Task<ImportReport> ImportAsync(
        IMapping mapping, string text, ImportOptions options = default) =>
        ImportAsync(mapping, Encoding.UTF8.GetBytes(text), options);

    /// <summary>Imports the bytes of a file.</summary>
    public async Task<ImportReport> ImportAsync(
        IMapping mapping, byte[] bytes, ImportOptions options = default)
    {
        using var file = new SampleFile(bytes);
        Ledger.Now += TimeSpan.FromSeconds(1);
        return await Ledger.ImportAsync(mapping, file.Name, options with { Open = City });
    }

    /// <summary>The one fault of the one refused row, as column, value and code.</summary>
    public static (string? Column, string? Value, string Code) Fault(ImportReport report)
    {
        var fault = Assert.Single(Assert.Single(report.Refused).Faults);
        return (fault.Column, fault.Value, fault.Code);
    }
}
