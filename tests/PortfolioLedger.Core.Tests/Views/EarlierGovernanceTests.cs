using System.Text.Json;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Tests.AuditLog;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// What was digested of decisions, of who is informed and of the scorecard before votes were
/// binding is computed again, digit by digit. The golden file was written by the code of then.
/// </summary>
public sealed class EarlierGovernanceTests
{
    private static readonly Key Road = Key.Parse("road"), Chair = Key.Parse("chair"),
        Intake = Key.Parse("intake"), Water = Key.Parse("water");

    private static readonly Grounds Heard = new("The customers asked for it in spring.",
        [new(EvidenceKind.Feedback, "fb-1")]);

    /// <summary>What tells the versions apart and is not in the golden journal.</summary>
    private static readonly Entry[] More =
    [
        By(0, "pmo", new DecisionTabled(Road, "Close the road?", ["close", "keep"], null, null, 2,
            [Intake])),
        By(1, "ann", new VoteCast(Road, "close", "It is the only way in")),
        By(2, "bob", new VoteCast(Road, "keep", null)),
        By(3, "cem", new VoteCast(Road, "close", null)),
        By(4, "board", new DecisionTaken(
            Road, "close", 3, "One would keep it", ["Sign the detour"], Heard)),
        By(5, "board", new PriorityShifted(Intake, 1, 2, Heard with { Decision = Road })),
        By(6, "import:city", new PriorityShifted(Intake, 2, 1, Heard)),
        By(7, "board", new InitiativeReopened(Intake, Sample.Why)),
        By(8, "pmo", new StakeholderRegistered(Chair, null, StakeholderGroup.Board)),
        By(9, "pmo", new CommunicationRecorded(
            Key.Parse("letter"), [Chair], null, null, Sample.Day("2026-05-03"), null)),
        By(10, "pmo", new StrategyAcknowledged([Key.Parse("resilience")], 76, Chair)),
        By(11, "ann", new StrategyAcknowledged([Key.Parse("growth")], 76, null)),
    ];

    private static readonly Book Whole = Book.Empty(History.Portfolio)
        .Post(GoldenJournal.Entries.Concat(More));

    private static Entry By(int place, string actor, IFact fact)
    {
        var last = GoldenJournal.Entries.Last();
        return last with
        {
            Position = last.Position + 1 + place,
            ReportedAt = null,
            EffectiveOn = Sample.Day("2026-05-04"),
            Actor = new(actor, Role.Approver),
            Fact = fact,
        };
    }

    private static DecisionDetail Detail() => DecisionDetail.Compute(
        Whole, Road, At(68), At(72), More.Where(e => e.Position == 73))!;

    private static Book At(int position) => Book.Empty(History.Portfolio)
        .Post(GoldenJournal.Entries.Concat(More).Take(position));

    private static (string Digest, string Json) Said<T>(string name, T view, int version) => (
        ViewDigest.Of(name, version, view, Whole),
        JsonSerializer.Serialize(view, ViewJson.Options));

    [Fact]
    public void Views_have_the_digests_and_fields_they_had_when_their_version_was_the_newest()
    {
        (string Digest, string Json)[] now =
        [
            Said(PmoScorecard.ViewName, ScorecardV1.Compute(Whole), 1),
            Said(PmoScorecard.ViewName, ScorecardV2.Compute(Whole), 2),
            Said(Listening.ViewName, ListeningV3.Compute(Whole), 3),
            Said(DecisionList.ViewName, DecisionListV1.From(DecisionList.Compute(Whole)), 1),
            Said(DecisionDetail.ViewName, DecisionDetailV1.From(Detail()), 1),
            Said(
                StakeholderList.ViewName,
                StakeholderListV1.From(StakeholderList.Compute(Whole)),
                1
            ),
            Said(
                CommunicationCoverage.ViewName,
                CommunicationCoverageV1.From(CommunicationCoverage.Compute(Whole)),
                1
            ),
        ];
        var lines = File.ReadAllLines(
            Path.Combine(AppContext.BaseDirectory, "Views", "earlier-governance.golden.txt"));

        Assert.Equal(lines, now.SelectMany(n => (string[])[n.Digest, n.Json]));
    }

    [Fact]
    public void The_journal_holds_what_tells_the_versions_apart()
    {
        Assert.NotEqual(
            ListeningV3.Compute(Whole).DecisionsCitingFeedback,
            Listening.Compute(Whole).DecisionsCitingFeedback
        );
        Assert.Equal(
            DecidedBy.Majority,
            Assert.Single(DecisionList.Compute(Whole).Items).DecidedBy
        );
        Assert.NotEmpty(CommunicationCoverage.Compute(Whole).Departments);
    }
}
