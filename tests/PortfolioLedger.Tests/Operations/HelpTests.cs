using JasperFx.CommandLine;
using PortfolioLedger.Operations;

namespace PortfolioLedger.Tests.Operations;

/// <summary>Asking what there is.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task It_is_answered_without_a_server_and_a_database(string asked) =>
        Assert.Equal(0, await LedgerProgram.RunAsync(
            [asked, "--ConnectionStrings:Ledger=Host=127.0.0.1;Port=1"]));

    [Fact]
    public void It_names_every_verb()
    {
        foreach (var verb in Verbs.Own.Select(CommandFactory.CommandNameFor))
            Assert.Contains($"\n  {verb} ", Verbs.Help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
