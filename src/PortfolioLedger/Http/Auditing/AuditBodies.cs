using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Auditing;

/// <summary>What an auditor found. It is permanent: name no persons.</summary>
/// <param name="Position">The event it is about: its position in the journal.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">What is wrong, and what would be right.</param>
internal sealed record RecordFinding(long Position, Severity Severity, string Text) : IChecked
{
    /// <summary>A body that is right.</summary>
    public const string Example = """
        {"position":42,"severity":"medium","text":"The budget was approved before the financial case was there"}
        """;

    public IEnumerable<FieldFault> Faults() => Check.Text("/text", Text);
}

/// <summary>That a finding is settled. It is permanent: name no persons.</summary>
/// <param name="Text">How it was settled, and where that is seen.</param>
internal sealed record ResolveFinding(string Text) : IChecked
{
    /// <summary>A body that is right.</summary>
    public const string Example =
        """{"text":"The board approved the budget anew at position 57, on the case as it is"}""";

    public IEnumerable<FieldFault> Faults() => Check.Text("/text", Text);
}

/// <summary>That an auditor has reviewed all events up to a position.</summary>
/// <param name="Position">The last event that was reviewed.</param>
/// <param name="Note">What was looked at, and how; permanent: name no persons.</param>
internal sealed record RecordReview(long Position, string? Note = null) : IChecked
{
    /// <summary>A body that is right.</summary>
    public const string Example =
        """{"position":42,"note":"First quarter: all decisions, a sample of the amounts"}""";

    public IEnumerable<FieldFault> Faults() => Check.Text("/note", Note);
}
