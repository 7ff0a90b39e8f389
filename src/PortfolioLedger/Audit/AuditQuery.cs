using System.Collections.Immutable;

namespace PortfolioLedger.Audit;

/// <summary>Which records are asked for.</summary>
internal sealed record AuditQuery
{
    /// <summary>Only these kinds; all if null.</summary>
    public ImmutableArray<AuditKind>? Kinds { get; init; }

    /// <summary>Only what these did; all if null.</summary>
    public ImmutableArray<string>? Actors { get; init; }

    /// <summary>Only what was recorded then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was recorded before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only what settles this finding.</summary>
    public long? Finding { get; init; }

    /// <summary>Only the record with this number.</summary>
    public long? Number { get; init; }

    /// <summary>Only what the request with this idempotency key recorded.</summary>
    public string? RequestKey { get; init; }

    /// <summary>Only records with a number below this.</summary>
    public long? Below { get; init; }

    /// <summary>The most records; all if null.</summary>
    public int? Limit { get; init; }
}
