using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports;

/// <summary>A thing the source knows by its name only, with the key that name makes.</summary>
public readonly record struct NamedKey(Key Key, string Name);

/// <summary>The state of one initiative at one reporting date; what is unknown is null.</summary>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="ReportedAt">When the source knew it.</param>
/// <param name="ExternalId">What the source calls the initiative.</param>
/// <param name="Initiative">The key it has in the ledger.</param>
/// <param name="Name">For people.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Department">Which leads it.</param>
/// <param name="Participating">Which take part; null when unknown.</param>
/// <param name="ValueStream">Which it serves.</param>
/// <param name="Phase">The delivery phase.</param>
/// <param name="Budget">The budget, in the currency of the mapping.</param>
/// <param name="BudgetChange">Its change as published.</param>
/// <param name="Completion">The expected completion.</param>
/// <param name="CompletionChange">Its change as published, in days.</param>
public sealed record SnapshotRow(
    RowPlace Place, DateTimeOffset ReportedAt, string ExternalId, Key Initiative, string? Name,
    string? Summary, NamedKey? Department, ImmutableArray<NamedKey>? Participating,
    NamedKey? ValueStream, string? Phase, decimal? Budget, decimal? BudgetChange,
    DateOnly? Completion, int? CompletionChange) : IImportedRow
{
    public Subject? Begins => new Subject(SubjectKind.Initiative, Initiative);

    /// <summary>In a file of field changes, what changed; null in a snapshot.</summary>
    public FieldChange? Change { get; init; }

    /// <summary>
    /// What the source calls the initiative; <see cref="ExternalId"/> may say more.
    /// </summary>
    public string InitiativeId =>
        Change is null ? ExternalId : ExternalId[..ExternalId.LastIndexOf('#')];

    /// <summary>Every department it names.</summary>
    public IEnumerable<NamedKey> Departments =>
        (Department is { } lead ? [lead] : Array.Empty<NamedKey>()).Concat(Participating ?? []);
}
