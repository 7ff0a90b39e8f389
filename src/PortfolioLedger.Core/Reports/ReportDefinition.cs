using System.Globalization;

namespace PortfolioLedger.Core.Reports;

/// <summary>
/// What a report shows: a view, and what part of it. It is asked again for each run.
/// </summary>
/// <param name="Name">For people.</param>
/// <param name="View">
/// Its path below the portfolio: <c>ranking</c>, <c>initiatives/croton</c>.
/// </param>
/// <param name="AsOf">Which moment.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Parameters">The view's own parameters, by name.</param>
/// <param name="Filters">
/// Fields of the items, each with the values of which an item must have one.
/// </param>
/// <param name="Columns">Columns in order; all of the view if absent.</param>
/// <param name="Sort">Comma-separated fields, each with a minus for descending.</param>
/// <param name="Limit">At most so many items; all of them if absent.</param>
public sealed record ReportDefinition(
    string Name, string View, AsOfRule AsOf, string? Description = null,
    ImmutableSortedDictionary<string, string>? Parameters = null,
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Filters = null,
    ImmutableArray<string>? Columns = null, string? Sort = null, int? Limit = null)
{
    /// <summary>More columns than this nobody reads.</summary>
    public const int MaxColumns = 200;

    /// <summary>What is wrong with it, as far as no view need be known.</summary>
    public IEnumerable<FieldFault> Faults()
    {
        foreach (
            var fault in Check
                .Text("/name", Name)
                .Concat(Check.Text("/description", Description))
                .Concat(Check.Text("/view", View))
                .Concat(Check.Text("/sort", Sort))
        )
            yield return fault;
        foreach (var (name, text) in Parameters ?? Ordered.ByText<string>())
            if (string.IsNullOrEmpty(text))
                yield return new($"/parameters/{name}", "must be a text like \"2026\"");
        foreach (var (name, texts) in Filters ?? Ordered.ByText<ImmutableArray<string>>())
            if (texts.IsDefaultOrEmpty || texts.Any(string.IsNullOrEmpty))
                yield return new($"/filters/{name}", "must be a list of texts like [\"approved\"]");
            else
                foreach (var fault in Check.NotTooMany<string>($"/filters/{name}", texts))
                    yield return fault;
        if (Columns is not { } columns)
            yield break;
        if (columns.Length is 0 or > MaxColumns)
        {
            yield return new(
                "/columns",
                $"must be 1 to {MaxColumns} names; leave it out for all of them"
            );
            yield break;
        }
        foreach (var (i, column) in columns.Index())
            if (columns.IndexOf(column) < i)
                yield return new($"/columns/{i}", $"'{column}' is there twice");
    }

    /// <summary>Kinds of things that have a view of their own, <c>initiatives/croton</c>.</summary>
    public static readonly ImmutableArray<SubjectKind> OfOneThing = [SubjectKind.Outcome,
        SubjectKind.Initiative, SubjectKind.Ranking, SubjectKind.Report, SubjectKind.Decision];

    /// <summary>Refuses a view of a thing, or a moment, that the portfolio does not know.</summary>
    internal Refusal? RefuseUnknown(Book book, Key report) =>
        RefuseThing(book) ?? RefuseMoment(book, new Subject(SubjectKind.Report, report));

    private Refusal? RefuseThing(Book book)
    {
        foreach (var (kind, text) in Named())
            if (Key.TryParse(text, out var key) && !book.Has(new Subject(kind, key)))
                return Refusal.Unknown(kind, key);
        return null;
    }

    /// <summary>The things that path and parameters name.</summary>
    private IEnumerable<(SubjectKind Kind, string Key)> Named()
    {
        var path = View.Trim('/').Split('/', 2);
        foreach (var kind in OfOneThing)
            if (path.Length == 2 && path[0] == Subject.NameOf(kind) + "s")
                yield return (kind, path[1]);
        if (Parameters?.GetValueOrDefault("initiative") is { } initiative)
            yield return (SubjectKind.Initiative, initiative);
        if (Parameters?.GetValueOrDefault("model") is { } model)
            yield return (SubjectKind.ScoringModel, model.Split('@', 2)[0]);
        if (Subject.TryParse(Parameters?.GetValueOrDefault("subject"), out var subject))
            yield return (subject.Kind, subject.Key.Value);
        foreach (var end in Ends())
            if (end.StartsWith("cycle:", StringComparison.Ordinal))
                yield return (SubjectKind.ReviewCycle, end["cycle:".Length..]);
    }

    /// <summary>The ends of a range that the parameters name.</summary>
    private IEnumerable<string> Ends()
    {
        if (Parameters?.GetValueOrDefault("from") is { } from)
            yield return from;
        if (Parameters?.GetValueOrDefault("to") is { } to)
            yield return to;
    }

    private Refusal? RefuseMoment(Book book, Subject about)
    {
        if (AsOf.Resolve(book.Day, book) is not { } moment)
            return AsOf.Unresolved(about);
        var positions = Ends()
            .Where(end => end.All(char.IsAsciiDigit))
            .Select(end =>
                long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                    ? at
                    : long.MaxValue
            )
            .Append(moment.Position ?? 0);
        return positions.Max() is var last && last <= book.Position
            ? null
            : new(
                "unknown-position",
                $"The position {last} is to come; name one up to {book.Position}.",
                about
            );
    }
}
