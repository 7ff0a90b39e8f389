using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Projections;

/// <summary>A row of <c>bi.initiative</c>; what the columns mean stands in the database.</summary>
internal sealed record InitiativeRow(
    Key Initiative, string Name, InitiativeKind Kind, Stage Stage, Key? Department,
    Key? ValueStream, string? Phase, string? Sponsor, decimal? Budget, decimal? Spend,
    DateOnly? BaselineCompletion, DateOnly? ForecastCompletion, int? BoardPriority,
    int OutputsDelivered, decimal? OnTimeShare, int OutcomesLinked, int OutcomesMeasured,
    decimal? Attainment, Quadrant Quadrant, decimal? RequestedBudget)
{
    public static IEnumerable<InitiativeRow> Compute(Book book)
    {
        var achieved = OutcomesVersusOutputs.Compute(book).Items.ToDictionary(i => i.Initiative);
        return InitiativeList.Compute(book).Items.Select(i => Compute(i, achieved[i.Initiative]));
    }

    private static InitiativeRow Compute(InitiativeItem i, OutcomeVersusOutput o) => new(
        i.Initiative, i.Name, i.Kind, i.Stage, i.Department, i.ValueStream, i.Phase, i.Sponsor,
        i.Budget, i.Spend, i.BaselineCompletion, i.ForecastCompletion, i.BoardPriority,
        o.OutputsDelivered, o.OnTimeShare, o.Linked, o.Measured, o.Attainment, o.Quadrant,
        i.RequestedBudget);
}

/// <summary>A row of <c>bi.objective</c>.</summary>
internal sealed record ObjectiveRow(
    Key Objective, string Title, ObjectiveLevel Level, ObjectiveStatus Status, decimal? Weight,
    Key? Parent, string? Owner, DateOnly? HorizonEnd, decimal? SpendShare, bool? Funded,
    decimal? Attainment, int OutcomesMeasured, int OutcomesLinked, decimal? Coverage)
{
    public static IEnumerable<ObjectiveRow> Compute(Book book)
    {
        var funded = Alignment.Compute(book).Objectives.ToDictionary(o => o.Objective);
        return ObjectiveList
            .Compute(book)
            .Items.Select(o => Compute(o, funded.GetValueOrDefault(o.Objective)));
    }

    private static ObjectiveRow Compute(ObjectiveItem o, FundedObjective? money) => new(
        o.Objective, o.Title, o.Level, o.Status, o.Weight, o.Parent, o.Owner, o.HorizonEnd,
        money?.SpendShare, money?.Funded, o.Attainment, o.Measured, o.Linked, o.Coverage);
}

/// <summary>A row of <c>bi.alignment</c>.</summary>
internal sealed record AlignmentRow(Key Initiative, string Name, decimal Score, decimal? Budget)
{
    public static IEnumerable<AlignmentRow> Compute(Book book) => Alignment.Compute(book).Items
        .Select(i => new AlignmentRow(i.Initiative, i.Name, i.Score, i.Spend));
}

/// <summary>A row of <c>bi.rank_history</c>.</summary>
internal sealed record RankRow(
    Key Initiative, string Name, int Rank, decimal? Score, bool? Funded, decimal? Budget,
    int? BoardPriority, Key Model, int ModelVersion, Stage Stage, decimal? RequestedBudget,
    CostBasis CostBasis, NotFunded? NotFunded, DateOnly? NotFundedDay)
{
    public static IEnumerable<RankRow> Compute(Book book)
    {
        var ranking = Ranking.Compute(book);
        return ranking.Items.Select(i => new RankRow(
            i.Initiative, i.Name, i.Rank, i.Score, i.Funded, i.Budget, i.BoardPriority,
            ranking.Model!.Key, ranking.Model.Version, i.Stage, i.RequestedBudget, i.CostBasis,
            i.NotFunded, i.NotFundedDay));
    }
}

/// <summary>A row of <c>bi.outcome</c>.</summary>
internal sealed record OutcomeRow(
    Key Outcome, string Name, string? Unit, Direction Direction, OutcomeKind? Kind,
    OutcomeCategory? Category, decimal? Baseline, decimal? TargetMin, decimal? TargetMax,
    DateOnly? TargetBy,
    decimal? Latest, DateOnly? LatestOn, decimal? Attainment, OutcomeStatus? Status)
{
    public static IEnumerable<OutcomeRow> Compute(Book book) =>
        OutcomeList
            .Compute(book)
            .Items.Select(o => new OutcomeRow(
                o.Outcome,
                o.Name,
                o.Unit,
                o.Direction,
                o.Kind,
                o.Category,
                o.Baseline?.Value,
                o.Target?.Min,
                o.Target?.Max,
                o.Target?.By,
                o.Latest?.Value,
                o.Latest?.On,
                o.Attainment,
                o.Status
            ));
}

/// <summary>A row of <c>bi.decision</c>.</summary>
internal sealed record DecisionRow(
    int ProjectionVersion, Key Portfolio, long Position, string Type, bool IsDecision,
    string Sentence, string SubjectKind, Key Subject, string Actor, Role Role, string? Department,
    string? OnBehalfOf, DateTimeOffset KnownAt, DateTimeOffset RecordedAt, DateOnly EffectiveOn,
    string? Rationale, IReadOnlyList<EvidenceReference> Evidence, Key? Decision, bool Claimed)
{
    public static DecisionRow From(int version, Key portfolio, TimelineItem t) => new(
        version, portfolio, t.Position, t.Type, t.Rationale is not null, t.Sentence,
        t.Subject.KindName, t.Subject.Key, t.Actor, t.Role, t.Department, t.OnBehalfOf, t.KnownAt,
        t.RecordedAt, t.EffectiveOn, t.Rationale, t.Evidence, t.Decision, t.Claimed);

    /// <summary>The columns of the table, as the fields above.</summary>
    public const string Columns = """
        projection_version, portfolio, position, type, is_decision, sentence, subject_kind,
        subject, actor, role, department, on_behalf_of, known_at, recorded_at, effective_on,
        rationale, evidence, decision, claimed
        """;

    /// <summary>The evidence as it is stored.</summary>
    public string EvidenceJson =>
        Evidence.Count == 0 ? "[]" : JsonSerializer.Serialize(Evidence, BiTable.Json);
}
