using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Projections;

/// <summary>A row of <c>bi.benefit</c>: one line of benefits, harm negative.</summary>
internal sealed record BenefitRow(
    string Line, Key Outcome, Key? Initiative, string Period, BenefitKind Kind, BenefitClass? Class,
    string? Owner, decimal? Approved, decimal? Planned, decimal? Realised)
{
    public static IEnumerable<BenefitRow> Compute(Book book) =>
        Benefits
            .Compute(book)
            .Lines.Select(l => new BenefitRow(
                new BenefitLine(l.Outcome, l.Initiative, l.Period, l.Kind, l.Class).Id,
                l.Outcome,
                l.Initiative,
                l.Period,
                l.Kind,
                l.Class,
                l.Owner,
                l.Approved,
                l.Planned,
                l.Realised
            ));
}

/// <summary>
/// A row of <c>bi.financials</c>; initiatives without a financial case have none.
/// </summary>
internal sealed record FinancialsRow(
    Key Initiative,
    string Name,
    decimal? DiscountRate,
    decimal? Npv,
    decimal? ApprovedNpv,
    decimal? Payback,
    decimal? DiscountedPayback,
    decimal? Arr,
    decimal? Ecv,
    decimal? ProductivityIndex
)
{
    public static IEnumerable<FinancialsRow> Compute(Book book) => book.Initiatives.On(book.Day)
        .Where(i => i.FinancialCase.At(book.Day) is not null)
        .Select(i => Compute(InitiativeFinancials.From(i, book.Details.Currency, book.Day)));

    private static FinancialsRow Compute(InitiativeFinancials f) =>
        new(
            f.Initiative,
            f.Name,
            f.DiscountRate,
            f.Npv,
            f.ApprovedNpv,
            f.Payback,
            f.DiscountedPayback,
            f.Arr,
            f.Ecv,
            f.ProductivityIndex
        );
}

/// <summary>A row of <c>bi.listening</c>; voices of no stated segment are under <c>-</c>.</summary>
internal sealed record ListeningRow(
    string Segment, string? Name, int Voices, int Linked, decimal? LinkedShare, int Answered,
    decimal? AnsweredShare, decimal? MedianDaysToAnswer, bool Served)
{
    public static IEnumerable<ListeningRow> Compute(Book book) =>
        Listening
            .Compute(book)
            .Items.Select(i => new ListeningRow(
                i.Segment?.Value ?? "-",
                i.Name,
                i.Received,
                i.Linked,
                i.LinkedShare,
                i.Answered,
                i.AnsweredShare,
                i.MedianDaysToAnswer,
                i.Served
            ));
}

/// <summary>A row of <c>bi.capacity</c>.</summary>
internal sealed record CapacityRow(
    string Line, string Period, Key Department, string Name, string StaffRole, decimal Fte,
    decimal? Allocated, DateOnly? PeakOn, decimal? OverAllocation)
{
    public static IEnumerable<CapacityRow> Compute(Book book) =>
        Capacities
            .Compute(book)
            .Items.Select(i => new CapacityRow(
                $"{i.Period}/{i.Department}/{i.Role}",
                i.Period,
                i.Department,
                i.Name,
                i.Role,
                i.Fte,
                i.Allocated,
                i.PeakOn,
                i.OverAllocation
            ));
}

/// <summary>A row of <c>bi.board_decision</c>.</summary>
internal sealed record BoardDecisionRow(
    Key BoardDecision,
    string Question,
    DecisionStatus Status,
    string? Option,
    DateOnly TabledOn,
    DateOnly? TakenOn,
    int Votes,
    int? Quorum,
    int OpenConditions,
    Key? SupersededBy,
    BorneOut? BorneOut
)
{
    public static IEnumerable<BoardDecisionRow> Compute(Book book) =>
        DecisionList
            .Compute(book)
            .Items.Select(d => new BoardDecisionRow(
                d.Decision,
                d.Question,
                d.Status,
                d.Option,
                d.TabledOn,
                d.TakenOn,
                d.Votes,
                d.Quorum,
                d.OpenConditions,
                d.SupersededBy,
                d.BorneOut
            ));
}
