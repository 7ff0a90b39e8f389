using JasperFx.CommandLine;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports.Jobs;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>imports</c>.</summary>
public sealed class ImportsInput
{
    /// <summary>Of which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("As JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Lists the imports of a portfolio with their ids.</summary>
[Description("List the imports of a portfolio with their ids", Name = "imports")]
public sealed class ImportsCommand(IServiceProvider services) : JasperFxAsyncCommand<ImportsInput>
{
    public override Task<bool> Execute(ImportsInput input) =>
        Verbs.ReadAsync(services, "imports", input.PortfolioFlag, cancel =>
            services.GetRequiredService<ImportsVerb>().RunAsync(
                Key.Parse(input.PortfolioFlag), input.JsonFlag, Console.Out, cancel));
}

/// <summary>What stands behind <c>imports</c> on the command line.</summary>
internal sealed class ImportsVerb(RecordedImports imports)
{
    /// <summary>Writes the last imports.</summary>
    public async Task<int> RunAsync(
        Key portfolio, bool json, TextWriter writer, CancellationToken cancel)
    {
        var all = await imports.ListAsync(portfolio, cancel);
        if (json)
            await writer.WriteLineAsync(
                ReportJson.Of(new ImportPage([.. all], null)));
        else
            Write(all, writer);
        await writer.FlushAsync(cancel);
        return Verbs.Ok;
    }

    private static void Write(IReadOnlyList<ImportJob> all, TextWriter writer)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Import", "At", "Mapping", "File", "State", "Positions");
        foreach (var import in all)
            table.AddRow(
                $"{import.Id}", $"{import.RequestedAt.UtcDateTime:u}",
                Markup.Escape(import.Mapping), Markup.Escape(import.File), StateOf(import),
                import.Positions is { } at ? $"{at.First} to {at.Last}" : "-");
        Screen.Over(writer).Write(table);
    }

    private static string StateOf(ImportJob import) =>
        import.Reversed is { } reversed ? $"reversed at {reversed.Position}"
            : import.DryRun ? "dry run" : Enumeration<ImportState>.NameOf(import.State);
}
