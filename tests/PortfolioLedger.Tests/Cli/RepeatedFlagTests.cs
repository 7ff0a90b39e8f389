using System.Reflection;
using JasperFx.CommandLine;
using PortfolioLedger.Cli;

namespace PortfolioLedger.Tests.Cli;

/// <summary>
/// Every flag of every verb, given twice: put together where it takes several values, else refused.
/// </summary>
public sealed class RepeatedFlagTests
{
    public static TheoryData<string, string, bool> Flags =>
        [.. Verbs.Own.SelectMany(verb => Verbs.InputOf(verb).GetProperties()
            .Where(p => p.PropertyType != typeof(bool))
            .Where(p => p.GetCustomAttribute<FlagAliasAttribute>() is not null)
            .Select(p => (CommandFactory.CommandNameFor(verb),
                p.GetCustomAttribute<FlagAliasAttribute>()!.LongAlias!,
                p.GetCustomAttribute<SeveralAttribute>() is not null)))];

    [Theory]
    [MemberData(nameof(Flags))]
    public void It_is_put_together_or_refused(string verb, string flag, bool takesSeveral)
    {
        string[] given = [verb, $"--{flag}", "a=1", "--portfolio-of-nothing", $"--{flag}=b=2"];
        if (takesSeveral)
            Assert.Equal([verb, $"--{flag}", "a=1,b=2", "--portfolio-of-nothing"],
                Verbs.WithFlagsMerged(given));
        else
            Assert.Equal($"--{flag} must be given once: it takes one value",
                Assert.Throws<FormatException>(() => Verbs.WithFlagsMerged(given)).Message);
    }

    [Fact]
    public void Those_that_take_several_are_known() => Assert.Equal(
        [
            "erase positions", "frontier fte", "frontier must-exclude", "frontier must-include",
            "import columns", "optimise fte", "optimise must-exclude", "optimise must-include",
            "what-if weights", "what-if without",
        ],
        Flags.Where(f => f.Data.Item3).Select(f => $"{f.Data.Item1} {f.Data.Item2}").Order());

    [Fact]
    public void A_letter_is_the_flag_it_stands_for()
    {
        string[] given = ["what-if", "-w", "3", "--without", "4", "-p", "city", "-j"];
        Assert.Equal(["what-if", "--without", "3,4", "--portfolio", "city", "-j"],
            Verbs.WithFlagsMerged(given));
    }

    [Fact]
    public async Task Twice_is_wrong_usage() => Assert.Equal(2, await LedgerProgram.RunAsync(
        ["export", "--portfolio", "city", "-p", "other", "--view", "ranking"]));
}
