using JasperFx.CommandLine;
using PortfolioLedger.Cli;

namespace PortfolioLedger.Tests.Cli;

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
    public async Task How_a_verb_is_used_is_answered_without_a_server_and_a_database()
    {
        foreach (var verb in Verbs.Own.Select(CommandFactory.CommandNameFor))
            Assert.Equal(0, await LedgerProgram.RunAsync([verb, "--help"]));
    }

    [Theory]
    [InlineData("rplay")]
    [InlineData("Replay")]
    public async Task A_verb_that_is_not_there_is_wrong_usage(string verb) =>
        Assert.Equal(2, await LedgerProgram.RunAsync([verb, "--portfolio", "any"]));

    [Theory]
    [InlineData("db-apply")]
    [InlineData("describe")]
    [InlineData("help")]
    public void The_verbs_of_the_store_are_known(string verb) =>
        Assert.False(VerbHelp.IsUnknown(verb));

    [Fact]
    public void No_verb_has_two_flags_of_the_same_letter()
    {
        foreach (var verb in Verbs.Own)
        {
            // Without a letter of its own a flag has the first one of its name.
            var letters = Verbs.FlagsOf(verb).Where(f => !f.LongAliasOnly)
                .Select(f => f.OneLetterAlias ?? f.LongAlias![0]).ToList();
            Assert.Equal(letters.Distinct(), letters);
        }
    }

    [Fact]
    public void It_names_every_verb()
    {
        foreach (var verb in Verbs.Own.Select(CommandFactory.CommandNameFor))
            Assert.Contains(
                $"\n  {verb} ",
                VerbHelp.Text.ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            );
    }
}
