using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// What a column is, as somebody mapped it by hand: a field, <c>externalId</c> or <c>ignore</c>. A
/// field with a column for each of something says for which: <c>budget 2026</c>.
/// </summary>
/// <param name="Field">Its name.</param>
/// <param name="For">What its placeholder stands for; null when it has none.</param>
internal readonly record struct ColumnChoice(string Field, string? For)
{
    /// <summary>The column holds what the source calls a thing.</summary>
    public const string Id = "externalId";

    /// <summary>The column is not imported.</summary>
    public const string Ignore = "ignore";

    /// <summary>Whether a field is meant, not the id nor nothing.</summary>
    public bool IsField => Field is not (Id or Ignore);

    /// <summary>A choice as it is written.</summary>
    public static ColumnChoice Parse(string text) =>
        text.Trim().Split(' ', 2, StringSplitOptions.TrimEntries) is [var field, var @for]
            ? new(field, @for) : new(text.Trim(), null);

    /// <summary>As it is written.</summary>
    public override string ToString() => For is null ? Field : $"{Field} {For}";

    /// <summary>What is wrong with the choice for a column; null when nothing is.</summary>
    public string? Fault(ListKind kind, string header)
    {
        if (!IsField)
            return For is null ? null : $"'{header}' cannot be '{this}': write {Field} alone";
        if (kind.Field(Field) is not { } field)
            return $"'{header}' cannot be '{Field}'; {kind.Name} have {Id}, "
                + $"{string.Join(", ", kind.Fields.Select(f => f.Name))}, or {Ignore} it";
        return (field.Per, For) switch
        {
            ({ } per, null) => $"'{header}' must say for which {per}: "
                + $"'{Field} {Sample(per)}'",
            (null, not null) => $"'{header}' cannot be '{this}': {Field} takes no '{For}'",
            _ => null,
        };
    }

    /// <summary>What a placeholder may stand for, as an example.</summary>
    internal static string Sample(string per) => per switch
    {
        "period" => "2026",
        "on" => "2026-01-31",
        "objective" => "growth",
        _ => "value",
    };
}
