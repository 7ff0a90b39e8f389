using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>What a view is computed from.</summary>
/// <param name="Book">At the position and day asked for.</param>
/// <param name="Head">At the last position; what was released at any time is in it.</param>
/// <param name="Subject">The key in the path; empty where the path has none.</param>
/// <param name="Arguments">The view's own parameters.</param>
/// <param name="Journal">For views that also read entries or other books.</param>
internal sealed record Asked(
    Book Book, Book Head, Key Subject, Arguments Arguments, JournalAccess Journal)
{
    /// <summary>The value of a parameter of the view.</summary>
    public T Get<T>(Parameter<T> parameter) => Arguments.Get(parameter);
}

/// <summary>The journal behind the books.</summary>
internal sealed record JournalAccess(BookKeeper Keeper, JournalReader Reader);

/// <summary>A view as it was computed: once for all pages and formats.</summary>
/// <param name="View">Its record.</param>
/// <param name="Digest">Over the whole view.</param>
/// <param name="Items">Of its list; the record itself where it has none.</param>
/// <param name="Page">The record with a part of the list.</param>
internal sealed record ComputedView(
    object View, string Digest, ImmutableArray<object> Items,
    Func<IEnumerable<object>, object> Page);

/// <summary>One line of the table of views.</summary>
/// <param name="Path">Under the portfolio.</param>
/// <param name="Name">In digests.</param>
/// <param name="Version">Of fields and formula.</param>
/// <param name="Summary">One sentence for the documentation.</param>
/// <param name="Parameters">Its own query parameters.</param>
/// <param name="Type">Of the view.</param>
/// <param name="ItemType">Of the list, or of the whole where there is no list.</param>
/// <param name="IsList">Whether it has pages, filters and an order.</param>
/// <param name="ComputeAsync">The view of a book.</param>
internal sealed record View(
    string Path, string Name, int Version, string Summary, ImmutableArray<Parameter> Parameters,
    Type Type, Type ItemType, bool IsList,
    Func<Asked, CancellationToken, Task<ComputedView>> ComputeAsync)
{
    /// <summary>By which items can be filtered and sorted.</summary>
    public ImmutableArray<ItemField> Fields { get; init; } = IsList ? ItemFields.Of(ItemType) : [];

    /// <summary>
    /// The versions before this one, each with its own fields: what was digested by them can be
    /// computed again.
    /// </summary>
    public ImmutableArray<View> Earlier { get; init; } = [];

    /// <summary>The version with a number; a <see cref="FormatException"/> names those there are.</summary>
    public View AtVersion(string text)
    {
        foreach (var version in Versions)
            if (text == $"{version.Version}")
                return version;
        throw new FormatException($"must be a version of {Path}: "
            + Texts.Listed(Versions.Select(v => $"{v.Version}")));
    }

    /// <summary>All versions, the first one first.</summary>
    public IEnumerable<View> Versions => Earlier.Append(this);

    /// <summary>The fields of items that hold texts that can be erased.</summary>
    public ImmutableArray<string> PersonalTexts { get; init; } = [];

    /// <summary>
    /// Whether items hold texts that can be erased: then nothing of it is stored.
    /// </summary>
    public bool HoldsPersonalTexts => !PersonalTexts.IsEmpty;

    /// <summary>
    /// Its name in the API description: <c>OutcomesVersusOutputs</c>, <c>InitiativesInitiative</c>.
    /// </summary>
    public string Operation => "Get" + string.Concat(Path.Split('-', '/', '{', '}')
        .Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>What the last key of the path names; null when it has none.</summary>
    public SubjectKind? PathKey { get; init; }

    /// <summary>How the path calls it.</summary>
    public string PathKeyName => Path[(Path.IndexOf('{', StringComparison.Ordinal) + 1)..^1];

    /// <summary>The text of that key in a request.</summary>
    public string? KeyIn(RouteValueDictionary values) =>
        PathKey is null ? null : (string)values[PathKeyName]!;

    /// <summary>Completes the arguments by what only the newest book knows.</summary>
    public Func<Arguments, Book, Arguments> Complete { get; init; } = static (arguments, _) =>
        arguments;

    /// <summary>
    /// The view with texts of items that can be erased: they neither filter nor order.
    /// </summary>
    public View Holding(params ImmutableArray<string> personalTexts) => this with
    {
        PersonalTexts = personalTexts,
        Fields = ItemFields.Of(ItemType, personalTexts.AsSpan()),
    };

    /// <summary>
    /// The list with its next earlier version: only fields and formula are its own, and parameters
    /// if it had others.
    /// </summary>
    public View WithEarlier<TView, TItem>(int version, Func<Asked, TView> of)
        where TView : IListView<TView, TItem> =>
        WithEarlier(List<TView, TItem>(Path, Name, version, Summary, of, Parameters));

    /// <inheritdoc cref="WithEarlier{TView, TItem}(int, Func{Asked, TView})"/>
    public View WithEarlier<TView, TItem>(
        int version, Func<Asked, CancellationToken, Task<TView>> of,
        ImmutableArray<Parameter>? parameters = null) where TView : IListView<TView, TItem> =>
        WithEarlier(List<TView, TItem>(Path, Name, version, Summary, of, parameters ?? Parameters));

    /// <summary>The view of one thing with its next earlier version.</summary>
    public View WithEarlier<TView>(int version, Func<Asked, TView?> of) where TView : class =>
        WithEarlier(Single(Path, Name, version, PathKey!.Value, Summary, of));

    private View WithEarlier(View earlier)
    {
        earlier = earlier with { Complete = Complete };
        return this with
        {
            Earlier = Earlier.Add(HoldsPersonalTexts ? earlier.Holding(PersonalTexts) : earlier),
        };
    }

    /// <summary>A view with a list.</summary>
    public static View List<TView, TItem>(
        string path, string name, int version, string summary, Func<Asked, TView> of,
        params ImmutableArray<Parameter> parameters) where TView : IListView<TView, TItem> =>
        List<TView, TItem>(path, name, version, summary, (asked, _) =>
            Task.FromResult(of(asked)), parameters);

    /// <summary>A view with a list that also reads the journal.</summary>
    public static View List<TView, TItem>(
        string path, string name, int version, string summary,
        Func<Asked, CancellationToken, Task<TView>> of,
        params ImmutableArray<Parameter> parameters) where TView : IListView<TView, TItem> => new(
        path, name, version, summary, parameters, typeof(TView), typeof(TItem), true,
        async (asked, cancel) =>
        {
            var view = await of(asked, cancel);
            return new(view, ViewDigest.Of(name, version, view, asked.Book),
                [.. view.Items.Cast<object>()],
                page => view.Page([.. page.Cast<TItem>()]));
        });

    /// <summary>A view of one thing; null when the book does not have it.</summary>
    public static View Single<TView>(
        string path, string name, int version, SubjectKind kind, string summary,
        Func<Asked, CancellationToken, Task<TView?>> of) where TView : class => new View(
        path, name, version, summary, [], typeof(TView), typeof(TView), false,
        async (asked, cancel) =>
        {
            var view = await of(asked, cancel)
                ?? throw ReadProblem.NotThere(new(kind, asked.Subject), asked.Book, asked.Head);
            return new(view, ViewDigest.Of(name, version, view, asked.Book), [view], _ => view);
        }) { PathKey = kind };

    /// <summary>A view of one thing that the book alone answers.</summary>
    public static View Single<TView>(
        string path, string name, int version, SubjectKind kind, string summary,
        Func<Asked, TView?> of)
        where TView : class =>
        Single(path, name, version, kind, summary, (asked, _) => Task.FromResult(of(asked)));
}
