using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>A fact about benefits, in money.</summary>
public interface IBenefitFact : IUnreported
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<BenefitLedger>().Post(this, stamp));
}

/// <summary>Whether it does good or harm; stored by name.</summary>
public enum BenefitKind
{
    /// <summary>It is worth money.</summary>
    Benefit,
    /// <summary>It costs money: a harm accepted for the sake of the benefits.</summary>
    Disbenefit,
}

/// <summary>Whether a benefit frees money that can be spent; stored by name.</summary>
public enum BenefitClass
{
    /// <summary>It can.</summary>
    Cashable,
    /// <summary>It is worth money, but frees none.</summary>
    NonCashable,
}

/// <summary>What belongs together: the same outcome, initiative, period, kind and class.</summary>
/// <param name="Outcome">Which outcome is worth it.</param>
/// <param name="Initiative">Which brings it about; unknown if null.</param>
/// <param name="Period">When.</param>
/// <param name="Kind">Good or harm.</param>
/// <param name="Class">Whether it frees money; unknown if null.</param>
public sealed record BenefitLine(
    Key Outcome, Key? Initiative, string Period, BenefitKind Kind, BenefitClass? Class)
{
    /// <summary>What it is found by.</summary>
    [JsonIgnore]
    public string Id => $"{Outcome}/{Initiative?.Value ?? "-"}/{Period}/"
        + Enumeration<BenefitKind>.NameOf(Kind) + "/"
        + (Class is { } known ? Enumeration<BenefitClass>.NameOf(known) : "-");
}

/// <summary>One line of benefits through time; amounts are positive for harm too.</summary>
/// <param name="Line">What it is.</param>
/// <param name="Owner">Who answers for it coming.</param>
/// <param name="Planned">
/// As planned: a statement, which replaces the one before it from its day on.
/// </param>
/// <param name="Approved">
/// As planned when the board approved the initiative; without an initiative, as planned first.
/// </param>
/// <param name="Realised">What came.</param>
public sealed record Benefit(
    BenefitLine Line,
    Register<string?> Owner,
    Register<decimal> Planned,
    Register<decimal> Approved,
    Account Realised
)
{
    /// <summary>The plan recorded last, whenever it takes effect; null before the first.</summary>
    public decimal? Stated { get; init; }
}

/// <summary>Benefits planned and realised, line by line.</summary>
public sealed record BenefitLedger(OrderedMap<string, Benefit> All) : ISection<BenefitLedger>
{
    /// <summary>None yet.</summary>
    public static BenefitLedger Empty { get; } = new(default(OrderedMap<string, Benefit>));

    /// <summary>The ledger after a fact.</summary>
    public BenefitLedger Post(IBenefitFact fact, in Stamp stamp) => fact switch
    {
        BenefitPlanned f => Planned(f, stamp),
        BenefitRealised f => Realised(f, stamp),
        _ => throw new UnpostedFactException(nameof(BenefitLedger), fact),
    };

    /// <summary>
    /// The ledger after the board approved an initiative: its plan is the baseline.
    /// </summary>
    public BenefitLedger Approved(Key initiative, in Stamp stamp)
    {
        var all = All;
        foreach (var (id, benefit) in All)
            if (benefit.Line.Initiative == initiative && benefit.Stated is { } stated)
                all = all.SetItem(id, benefit with
                {
                    Approved = benefit.Approved.Set(stated, stamp),
                });
        return all == All ? this : new(all);
    }

    private BenefitLedger Planned(BenefitPlanned f, in Stamp stamp)
    {
        var before = Of(f.Line);
        return new(All.SetItem(f.Line.Id, before with
        {
            Owner = before.Owner.Set(f.Owner, stamp),
            Planned = before.Planned.Set(f.Amount.Amount, stamp),
            Stated = f.Amount.Amount,
            Approved = f.Line.Initiative is null && before.Approved.Values.IsEmpty
                ? before.Approved.Set(f.Amount.Amount, stamp) : before.Approved,
        }));
    }

    private BenefitLedger Realised(BenefitRealised f, in Stamp stamp)
    {
        var before = Of(f.Line);
        return new(All.SetItem(f.Line.Id, before with
        {
            Owner = f.Owner is null ? before.Owner : before.Owner.Set(f.Owner, stamp),
            Realised = before.Realised.Add(f.Amount.Amount, stamp),
        }));
    }

    private Benefit Of(BenefitLine line) =>
        All.GetValueOrDefault(line.Id) ?? new(line, default, default, default, Account.Empty);
}

/// <summary>Where a book keeps them.</summary>
public static class BenefitSection
{
    extension(Book book)
    {
        /// <summary>What outcomes are worth in money, planned and realised.</summary>
        public BenefitLedger Benefits => book.Section<BenefitLedger>();
    }
}
