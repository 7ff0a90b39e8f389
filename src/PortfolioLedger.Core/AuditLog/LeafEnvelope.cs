namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// What a leaf of the log says about an event besides its data. Instants are whole microseconds;
/// <paramref name="Position"/> counts from 1 within the portfolio.
/// </summary>
public sealed record LeafEnvelope(
    string Portfolio,
    int Epoch,
    long Position,
    Guid Id,
    string Type,
    int SchemaVersion,
    DateTimeOffset RecordedAt,
    DateTimeOffset? ReportedAt,
    DateOnly EffectiveOn,
    string ActorId,
    string ActorRole,
    string? ActorDepartment,
    string? OnBehalfOf,
    string? CorrelationId,
    string? CausationId);
