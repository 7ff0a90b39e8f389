namespace PortfolioLedger.Core.Initiatives;

/// <summary>Why an initiative takes no money for now.</summary>
public enum HoldReason
{
    /// <summary>It is deferred, and the day to look at it again has not come.</summary>
    Deferred,
    /// <summary>It is paused, and the day by which it was to go on has passed.</summary>
    Paused,
}

/// <summary>An initiative that takes no money for now.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Day">
/// When a deferred one is looked at again, or by when a paused one was to go on; null when no day
/// was stated: a deferral without one lasts until another step is taken.
/// </param>
public readonly record struct HeldBack(HoldReason Reason, DateOnly? Day)
{
    /// <summary>For people, as a sentence.</summary>
    public override string ToString() => (Reason, Day) switch
    {
        (HoldReason.Deferred, { } day) => $"It is deferred until {day:O}.",
        (HoldReason.Deferred, null) => "It is deferred; no day is stated to look at it again.",
        (_, var day) => $"It is paused and was to go on by {day:O}.",
    };
}
