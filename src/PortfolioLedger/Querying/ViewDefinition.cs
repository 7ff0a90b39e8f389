using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>A view as it was computed: once for all pages and formats.</summary>
/// <param name="View">Its record.</param>
/// <param name="Digest">Over the whole view.</param>
/// <param name="Items">Of its list; the record itself where it has none.</param>
/// <param name="Page">The record with a part of the list.</param>
internal sealed record ComputedView(
    object View, string Digest, ImmutableArray<object> Items,
    Func<IEnumerable<object>, object> Page);

/// <summary>One line of the catalogue of views.</summary>
/// <param name="Path">Under the portfolio.</param>
/// <param name="Name">In digests.</param>
/// <param name="Version">Of fields and formula.</param>
/// <param name="Summary">One sentence for the documentation.</param>
/// <param name="Parameters">Its own parameters.</param>
/// <param name="Type">Of the view.</param>
/// <param name="ItemType">Of the list, or of the whole where there is no list.</param>
/// <param name="IsList">Whether it has pages, filters and an order.</param>
/// <param name="ComputeAsync">The view of a book.</param>
internal sealed record ViewDefinition(
    string Path, string Name, int Version, string Summary, ImmutableArray<Parameter> Parameters,
    Type Type, Type ItemType, bool IsList,
    Func<JournalContext, CancellationToken, Task<ComputedView>> ComputeAsync)
{
    /// <summary>
    /// The view where the book alone answers; null where it also reads the journal.
    /// </summary>
    public Func<ViewContext, ComputedView>? OfBook { get; private init; }

    /// <summary>By which items can be filtered and sorted.</summary>
    public ImmutableArray<ItemField> Fields { get; init; } = IsList ? ItemFields.For(ItemType) : [];

    /// <summary>
    /// The versions before this one, each with its own fields: what was digested by them can be
    /// computed again.
    /// </summary>
    public ImmutableArray<ViewDefinition> Earlier { get; init; } = [];

    /// <summary>
    /// The version with a number; a <see cref="FormatException"/> names those there are.
    /// </summary>
    public ViewDefinition AtVersion(string text)
    {
        foreach (var version in Versions)
            if (text == $"{version.Version}")
                return version;
        throw new FormatException($"must be a version of {Path}: "
            + Texts.Listed(Versions.Select(v => $"{v.Version}")));
    }

    /// <summary>All versions, the first one first.</summary>
    public IEnumerable<ViewDefinition> Versions => Earlier.Append(this);

    /// <summary>The fields of items that hold texts that can be erased.</summary>
    public ImmutableArray<string> PersonalTexts { get; init; } = [];

    /// <summary>
    /// Whether items hold texts that can be erased: then nothing of it is stored.
    /// </summary>
    public bool HoldsPersonalTexts => !PersonalTexts.IsEmpty;

    /// <summary>What the last key of the path names; null when it has none.</summary>
    public SubjectKind? PathKey { get; init; }

    /// <summary>How the path calls it.</summary>
    public string PathKeyName => Path[(Path.IndexOf('{', StringComparison.Ordinal) + 1)..^1];

    /// <summary>Completes the arguments by what only the newest book knows.</summary>
    public Func<Arguments, Book, Arguments> Complete { get; init; } = static (arguments, _) =>
        arguments;

    /// <summary>
    /// The view with texts of items that can be erased: they neither filter nor order.
    /// </summary>
    public ViewDefinition Holding(params ImmutableArray<string> personalTexts) => this with
    {
        PersonalTexts = personalTexts,
        Fields = ItemFields.For(ItemType, personalTexts.AsSpan()),
    };

    /// <summary>
    /// The list with its next earlier version: only fields and formula are its own, and parameters
    /// if it had others.
    /// </summary>
    public ViewDefinition WithEarlier<TView, TItem>(Func<ViewContext, TView> of)
        where TView : IListView<TView, TItem>, IVersionedView =>
        WithEarlier<TView, TItem>(TView.ViewVersion, of);

    /// <summary>The list with an earlier version that had the same fields.</summary>
    public ViewDefinition WithEarlier<TView, TItem>(int version, Func<ViewContext, TView> of)
        where TView : IListView<TView, TItem> =>
        WithEarlier(List<TView, TItem>(Path, Name, version, Summary, of, Parameters));

    /// <summary>The same of a view that also reads the journal.</summary>
    public ViewDefinition WithEarlier<TView, TItem>(
        int version, Func<JournalContext, CancellationToken, Task<TView>> of,
        ImmutableArray<Parameter>? parameters = null) where TView : IListView<TView, TItem> =>
        WithEarlier(List<TView, TItem>(Path, Name, version, Summary, of, parameters ?? Parameters));

    /// <summary>The view of one thing with its next earlier version.</summary>
    public ViewDefinition WithEarlier<TView>(Func<ViewContext, TView?> of)
        where TView : class, IVersionedView =>
        WithEarlier(Single(Path, Name, TView.ViewVersion, PathKey!.Value, Summary, of));

    /// <summary>The same with a version that also reads the journal.</summary>
    public ViewDefinition WithEarlier<TView>(
        int version, Func<JournalContext, CancellationToken, Task<TView?>> of)
        where TView : class =>
        WithEarlier(Single(Path, Name, version, PathKey!.Value, Summary, of));

    private ViewDefinition WithEarlier(ViewDefinition earlier)
    {
        earlier = earlier with { Complete = Complete };
        return this with
        {
            Earlier = Earlier.Add(HoldsPersonalTexts ? earlier.Holding(PersonalTexts) : earlier),
        };
    }

    /// <summary>A view with a list.</summary>
    public static ViewDefinition List<TView, TItem>(
        string path, string summary, Func<ViewContext, TView> of,
        params ImmutableArray<Parameter> parameters) where TView : IListView<TView, TItem>, IView =>
        List<TView, TItem>(path, TView.ViewName, TView.ViewVersion, summary, of, parameters);

    /// <summary>A view with a list whose record serves several views, each with a name.</summary>
    public static ViewDefinition List<TView, TItem>(
        string path, string name, string summary, Func<ViewContext, TView> of,
        params ImmutableArray<Parameter> parameters)
        where TView : IListView<TView, TItem>, IVersionedView =>
        List<TView, TItem>(path, name, TView.ViewVersion, summary, of, parameters);

    /// <summary>A view with a list that also reads the journal.</summary>
    public static ViewDefinition List<TView, TItem>(
        string path, string summary, Func<JournalContext, CancellationToken, Task<TView>> of,
        params ImmutableArray<Parameter> parameters) where TView : IListView<TView, TItem>, IView =>
        List<TView, TItem>(path, TView.ViewName, TView.ViewVersion, summary, of, parameters);

    /// <summary>The same whose record serves several views, each with a name.</summary>
    public static ViewDefinition List<TView, TItem>(
        string path, string name, string summary,
        Func<JournalContext, CancellationToken, Task<TView>> of,
        params ImmutableArray<Parameter> parameters)
        where TView : IListView<TView, TItem>, IVersionedView =>
        List<TView, TItem>(path, name, TView.ViewVersion, summary, of, parameters);

    /// <summary>A view of one thing; null when the book does not have it.</summary>
    public static ViewDefinition Single<TView>(
        string path, SubjectKind kind, string summary,
        Func<JournalContext, CancellationToken, Task<TView?>> of) where TView : class, IView =>
        Single(path, TView.ViewName, TView.ViewVersion, kind, summary, of);

    private static ViewDefinition Single<TView>(
        string path, string name, int version, SubjectKind kind, string summary,
        Func<JournalContext, CancellationToken, Task<TView?>> of) where TView : class => new(
        path, name, version, summary, [], typeof(TView), typeof(TView), false,
        async (asked, cancel) => OfThing(name, version, kind, await of(asked, cancel), asked))
    {
        PathKey = kind,
    };

    /// <summary>A view of one thing that the book alone answers.</summary>
    public static ViewDefinition Single<TView>(
        string path, SubjectKind kind, string summary, Func<ViewContext, TView?> of)
        where TView : class, IView =>
        Single(path, TView.ViewName, TView.ViewVersion, kind, summary, of);

    private static ViewDefinition List<TView, TItem>(
        string path, string name, int version, string summary, Func<ViewContext, TView> of,
        ImmutableArray<Parameter> parameters) where TView : IListView<TView, TItem>
    {
        ComputedView OfBook(ViewContext asked) =>
            OfList<TView, TItem>(name, version, of(asked), asked);
        return new(path, name, version, summary, parameters, typeof(TView), typeof(TItem), true,
            (asked, _) => Task.FromResult(OfBook(asked))) { OfBook = OfBook };
    }

    private static ViewDefinition List<TView, TItem>(
        string path, string name, int version, string summary,
        Func<JournalContext, CancellationToken, Task<TView>> of,
        ImmutableArray<Parameter> parameters) where TView : IListView<TView, TItem> => new(
        path, name, version, summary, parameters, typeof(TView), typeof(TItem), true,
        async (asked, cancel) =>
            OfList<TView, TItem>(name, version, await of(asked, cancel), asked));

    private static ViewDefinition Single<TView>(
        string path, string name, int version, SubjectKind kind, string summary,
        Func<ViewContext, TView?> of) where TView : class
    {
        ComputedView OfBook(ViewContext asked) => OfThing(name, version, kind, of(asked), asked);
        return new(path, name, version, summary, [], typeof(TView), typeof(TView), false,
            (asked, _) => Task.FromResult(OfBook(asked))) { PathKey = kind, OfBook = OfBook };
    }

    private static ComputedView OfList<TView, TItem>(
        string name, int version, TView view, ViewContext asked)
        where TView : IListView<TView, TItem> => new(
        view, ViewDigest.Of(name, version, view, asked.Book), [.. view.Items.Cast<object>()],
        page => view.Page([.. page.Cast<TItem>()]));

    private static ComputedView OfThing<TView>(
        string name, int version, SubjectKind kind, TView? view, ViewContext asked)
        where TView : class =>
        view is null
            ? throw QueryFault.NotThere(new(kind, asked.Subject), asked.Book, asked.Head).Raise()
            : new(view, ViewDigest.Of(name, version, view, asked.Book), [view], _ => view);
}
