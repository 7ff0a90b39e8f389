namespace PortfolioLedger.Imports;

/// <summary>A decision that somebody took in the ledger, not an import.</summary>
/// <param name="Position">Of its event in the journal.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="EffectiveOn">The business day it takes effect.</param>
/// <param name="Sentence">What it says.</param>
public sealed record LaterDecision(
    long Position, DateTimeOffset At, string By, DateOnly EffectiveOn, string Sentence);

/// <summary>A cell of a list that would overturn what was decided after the list spoke.</summary>
/// <param name="Row">Row of data, from 1.</param>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
/// <param name="List">In which list of the file.</param>
/// <param name="ExternalId">What the source calls the thing.</param>
/// <param name="Column">The header of the cell.</param>
/// <param name="Value">What the list says.</param>
/// <param name="Since">The latest decision it would overturn.</param>
/// <param name="Overwritten">True when it is recorded all the same, as asked.</param>
public sealed record CellConflict(
    int Row, long Line, string? List, string? ExternalId, string Column, string Value,
    LaterDecision Since, bool Overwritten);
