namespace PortfolioLedger.Core.Books;

/// <summary>A value that was revised, as it was and as it is from then on.</summary>
/// <typeparam name="T">Of the value; unknown and none are null.</typeparam>
/// <param name="From">
/// What was in force on the day the revision takes effect, as far as it was known when it was
/// decided; absent for none, and for a revision that reaches back behind what is in force.
/// </param>
/// <param name="To">What is in force from that day on; absent for none.</param>
public sealed record Revised<T>(T? From, T? To);

/// <summary>Registers after a revision: unchanged where it says nothing of them.</summary>
internal static class RevisedRegisters
{
    /// <summary>A value that may be none.</summary>
    public static Register<T?> After<T>(
        this Register<T?> held, Revised<T>? revised, in Stamp stamp) =>
        revised is null ? held : held.Set(revised.To, stamp);

    /// <summary>A value that is always there.</summary>
    public static Register<T> After<T>(
        this Register<T> held, Revised<T?>? revised, in Stamp stamp) where T : struct =>
        revised?.To is { } to ? held.Set(to, stamp) : held;

    /// <summary>Several things; none of them are an empty list.</summary>
    public static Register<ImmutableArray<T>> After<T>(
        this Register<ImmutableArray<T>> held, Revised<ImmutableArray<T>?>? revised,
        in Stamp stamp) =>
        revised is null ? held : held.Set(revised.To ?? [], stamp);
}

/// <summary>
/// What a revision takes the place of on the day it takes effect. What says nothing new is no
/// revision, unless it says so of an earlier day.
/// </summary>
/// <param name="book">On today.</param>
/// <param name="effectiveOn">The day it takes effect; today if absent.</param>
internal readonly struct Revising(Book book, DateOnly? effectiveOn)
{
    private readonly DateOnly _on = effectiveOn ?? book.Day;

    /// <summary>
    /// The day it takes effect, or today where that is later: the book knows nothing before.
    /// </summary>
    public DateOnly Day { get; } = effectiveOn > book.Day ? effectiveOn.Value : book.Day;

    /// <summary>A value that may be none; null where it is not revised.</summary>
    public Revised<T>? Of<T>(
        bool given, Register<T> held, T to, Func<T, T, bool>? isSame = null) =>
        given && Before(held, to, isSame ?? EqualityComparer<T>.Default.Equals) is var (from, isNew)
            && isNew ? new(from is null ? default : from.Value, to) : null;

    /// <summary>A value that is always there; null where it is not revised.</summary>
    public Revised<T?>? Of<T>(T? to, Register<T> held) where T : struct =>
        to is { } given && Before(held, given, EqualityComparer<T>.Default.Equals)
            is var (from, isNew) && isNew ? new(from?.Value, given) : null;

    /// <summary>Several things, in any order; null where they are not revised.</summary>
    public Revised<ImmutableArray<Key>?>? OfSet(
        bool given, Register<ImmutableArray<Key>> held, ImmutableArray<Key>? to) =>
        OfList(given, held, to, static (a, b) => a.Order().SequenceEqual(b.Order()));

    /// <summary>Several things in order; null where they are not revised.</summary>
    public Revised<ImmutableArray<T>?>? OfList<T>(
        bool given, Register<ImmutableArray<T>> held, ImmutableArray<T>? to) =>
        OfList(given, held, to, static (a, b) => a.SequenceEqual(b));

    private Revised<ImmutableArray<T>?>? OfList<T>(
        bool given, Register<ImmutableArray<T>> held, ImmutableArray<T>? to,
        Func<ImmutableArray<T>, ImmutableArray<T>, bool> isSame)
    {
        var (from, isNew) = Before(held, to ?? [], isSame);
        return given && isNew ? new(NotEmpty(from?.Value), NotEmpty(to)) : null;
    }

    /// <summary>Several things of which there are none are absent, as other values are.</summary>
    private static ImmutableArray<T>? NotEmpty<T>(ImmutableArray<T>? some) =>
        some is { IsEmpty: false } ? some : null;

    /// <summary>What was in force before, and whether anything new is said.</summary>
    private (Dated<T>? From, bool IsNew) Before<T>(
        Register<T> held, T to, Func<T, T, bool> isSame)
    {
        var before = held.At(Day);
        return before is null || before.EffectiveOn > _on ? (null, true)
            : (before, !isSame(before.Value, to));
    }
}
