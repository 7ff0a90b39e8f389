using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Pages.Forms;

/// <summary>A form as a page shows it.</summary>
/// <param name="Fields">To fill in.</param>
/// <param name="Values">What is in them, and what was wrong.</param>
/// <param name="Things">What keys can be chosen, with their names, by kind of thing.</param>
/// <param name="Evidence">What a decision may rest on, as <c>kind:key</c>, with its name.</param>
/// <param name="Suggestions">Texts that fit a field, by its pointer.</param>
/// <param name="MoreRows">Empty rows that are offered beside those with something in them.</param>
public sealed record FormModel(
    ImmutableArray<FormField> Fields, FormValues Values,
    ImmutableSortedDictionary<SubjectKind, ImmutableArray<(string Key, string Name)>> Things,
    ImmutableArray<(string Reference, string Name)> Evidence,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Suggestions, int MoreRows)
{
    /// <summary>
    /// More things than this are not shown to tick: their keys are typed, one in each line.
    /// </summary>
    public const int MaxTicks = 40;

    /// <summary>The name of a thing; its key where it has none.</summary>
    public string NameOf(SubjectKind kind, string key) =>
        Things.GetValueOrDefault(kind, []).FirstOrDefault(t => t.Key == key).Name ?? key;
}
