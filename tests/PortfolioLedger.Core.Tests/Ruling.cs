using System.Text;

namespace PortfolioLedger.Core.Tests;

/// <summary>What came of a command in a test, to be compared with what should.</summary>
public sealed record Ruling(Journal Before, SubmissionOutcome Outcome)
{
    /// <summary>Why it is refused; null when it is accepted.</summary>
    public Refusal? Refusal => (Outcome as SubmissionOutcome.Refused)?.Refusal;

    /// <summary>What is to be recorded; empty when it is refused.</summary>
    public ImmutableArray<Entry> Entries =>
        Outcome is SubmissionOutcome.Accepted accepted ? accepted.Entries : [];

    /// <summary>Accepted with exactly these facts.</summary>
    public Ruling Then(params IEnumerable<IFact> facts)
    {
        Assert.Null(Refusal);
        Assert.Equal(facts.Select(Stored), Entries.Select(f => Stored(f.Fact)));
        return this;
    }

    /// <summary>Accepted, and every fact takes effect on this day.</summary>
    public Ruling ThenEffectiveOn(string day)
    {
        Assert.Null(Refusal);
        Assert.All(Entries, f => Assert.Equal(Sample.Day(day), f.EffectiveOn));
        return this;
    }

    /// <summary>
    /// Refused with this code, about this thing if it is given; nothing is recorded.
    /// </summary>
    public Refusal ThenRefused(string code, Subject? about = null)
    {
        Assert.Equal(code, Refusal?.Code);
        Assert.Empty(Entries);
        Assert.Matches(@"^[A-Z0-9'].{8,}\.$", Refusal!.Detail);
        if (about is not null)
            Assert.Equal(about, Refusal.Subject);
        return Refusal;
    }

    /// <summary>The journal afterwards; fails the test when the command was refused.</summary>
    public Journal Recorded()
    {
        Assert.Null(Refusal);
        return Before.Record(Assert.IsType<SubmissionOutcome.Accepted>(Outcome));
    }

    /// <summary>
    /// Facts are equal when they are stored alike: lists and maps by their content.
    /// </summary>
    private static string Stored(IFact fact) =>
        $"{Catalogue.KindOf(fact).Name} {Encoding.UTF8.GetString(Catalogue.Write(fact))}";
}
