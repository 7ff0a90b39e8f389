using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Pages.Forms;

/// <summary>How a field of a form is filled in.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,
    /// <summary>Several lines of text.</summary>
    LongText,
    /// <summary>A decimal number.</summary>
    Number,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>A number, or a text that is none.</summary>
    Figure,
    /// <summary>A day.</summary>
    Day,
    /// <summary>Yes, no, or nothing.</summary>
    YesNo,
    /// <summary>One of some names.</summary>
    Choice,
    /// <summary>One of some numbers.</summary>
    Grade,
    /// <summary>The key of a thing.</summary>
    Key,
    /// <summary>Several of some names.</summary>
    Choices,
    /// <summary>Several keys of things.</summary>
    Keys,
    /// <summary>Several texts, one in each line.</summary>
    Lines,
    /// <summary>Fields that belong together.</summary>
    Group,
    /// <summary>Any number of the same fields.</summary>
    Rows,
    /// <summary>Any number of names with a value each.</summary>
    Entries,
    /// <summary>A square of numbers, which compares pairs.</summary>
    Matrix,
}

/// <summary>One field of what a command is told.</summary>
/// <param name="Name">As in JSON, <c>effectiveOn</c>.</param>
/// <param name="Kind">How it is filled in.</param>
/// <param name="IsRequired">Whether a command is refused without it.</param>
/// <param name="Hint">What it means; null where nothing is to be said.</param>
public sealed record FormField(string Name, FieldKind Kind, bool IsRequired, string? Hint)
{
    /// <summary>Of which one or several are chosen.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What kind of thing a key is of; null where it is free.</summary>
    public SubjectKind? Of { get; init; }

    /// <summary>Of a group, or of each row.</summary>
    public ImmutableArray<FormField> Fields { get; init; } = [];

    /// <summary>The value of each entry.</summary>
    public FormField? Value { get; init; }
}
