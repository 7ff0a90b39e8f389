using System.Text;

namespace PortfolioLedger.Core.Tests;

/// <summary>What came of a command in a test, to be compared with what should.</summary>
public sealed record Ruling(
    Journal Before, Decided Decided, Caller Caller, DateTimeOffset? ReportedAt)
{
    /// <summary>Accepted with exactly these facts.</summary>
    public Ruling Then(params IEnumerable<IFact> facts)
    {
        Assert.Null(Decided.Refusal);
        Assert.Equal(facts.Select(Stored), Decided.Facts.Select(f => Stored(f.Fact)));
        return this;
    }

    /// <summary>Accepted, and every fact takes effect on this day.</summary>
    public Ruling ThenEffectiveOn(string day)
    {
        Assert.Null(Decided.Refusal);
        Assert.All(Decided.Facts, f => Assert.Equal(Sample.Day(day), f.EffectiveOn));
        return this;
    }

    /// <summary>Refused with this code, about this thing if it is given; nothing is recorded.</summary>
    public Refusal ThenRefused(string code, Subject? about = null)
    {
        Assert.Equal(code, Decided.Refusal?.Code);
        Assert.Empty(Decided.Facts);
        Assert.Matches(@"^[A-Z0-9'].{8,}\.$", Decided.Refusal!.Detail);
        if (about is not null)
            Assert.Equal(about, Decided.Refusal.Subject);
        return Decided.Refusal;
    }

    /// <summary>The journal afterwards; fails the test when the command was refused.</summary>
    public Journal Recorded()
    {
        Assert.Null(Decided.Refusal);
        return Before.Record(Decided.Facts, Caller, ReportedAt);
    }

    /// <summary>Facts are equal when they are stored alike: lists and maps by their content.</summary>
    private static string Stored(IFact fact) =>
        $"{Catalogue.KindOf(fact).Name} {Encoding.UTF8.GetString(Catalogue.Write(fact))}";
}
