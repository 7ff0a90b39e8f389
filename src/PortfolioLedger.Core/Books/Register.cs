using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Books;

/// <summary>A value with the business day it takes effect and the event that said so.</summary>
public sealed record Dated<T>(DateOnly EffectiveOn, long Position, T Value);

/// <summary>
/// One value through time, last-writer-wins on (effective day, position): it holds the value in
/// force on the day of its book, and those that wait for a later day.
/// </summary>
public readonly record struct Register<T>
{
    /// <summary>
    /// Null, one value, or an array of several: nearly all hold one, in every book kept.
    /// </summary>
    private readonly object? _held;

    /// <summary>A register of values.</summary>
    /// <param name="values">Sorted by (effective day, position); at most one in force.</param>
    [JsonConstructor]
    public Register(ImmutableArray<Dated<T>> values) =>
        _held = values.IsDefaultOrEmpty ? null
            : values.Length == 1 ? values[0] : ImmutableCollectionsMarshal.AsArray(values);

    private Register(Dated<T> only) => _held = only;

    /// <summary>Sorted by (effective day, position); never more than one in force.</summary>
    public ImmutableArray<Dated<T>> Values => _held switch
    {
        null => [],
        Dated<T> only => [only],
        _ => ImmutableCollectionsMarshal.AsImmutableArray((Dated<T>[])_held),
    };

    /// <summary>True until a fact sets it.</summary>
    [JsonIgnore]
    public bool IsEmpty => _held is null;

    /// <summary>
    /// The value in force on a day not before the day of the book; null when none.
    /// </summary>
    public Dated<T>? At(DateOnly day)
    {
        if (_held is Dated<T> only)
            return only.EffectiveOn <= day ? only : null;
        if (_held is Dated<T>[] values)
            for (var i = values.Length - 1; i >= 0; i--)
                if (values[i].EffectiveOn <= day)
                    return values[i];
        return null;
    }

    /// <summary>The value on a day; the first one on a day before any was in force.</summary>
    public T On(DateOnly day) => (At(day) ?? Values[0]).Value;

    /// <summary>
    /// The first later day on which another value is in force; null when none waits.
    /// </summary>
    public DateOnly? ChangesAfter(DateOnly day)
    {
        if (_held is Dated<T> only)
            return only.EffectiveOn > day ? only.EffectiveOn : null;
        if (_held is Dated<T>[] values)
            foreach (var value in values)
                if (value.EffectiveOn > day)
                    return value.EffectiveOn;
        return null;
    }

    /// <summary>The register after a fact set it.</summary>
    public Register<T> Set(T value, in Stamp stamp)
    {
        var dated = new Dated<T>(stamp.EffectiveOn, stamp.Position, value);
        if (_held is null || (_held is Dated<T> only && Succeeds(only, stamp)))
            return new(dated);
        var values = Values;
        var index = values.Length;
        while (index > 0 && values[index - 1].EffectiveOn > stamp.EffectiveOn)
            index--;
        return new(InForceAndLater(values.Insert(index, dated), stamp.Day));
    }

    /// <summary>A register that this fact set first.</summary>
    public static Register<T> Start(T value, in Stamp stamp) =>
        default(Register<T>).Set(value, stamp);

    private static bool Succeeds(Dated<T> old, in Stamp stamp) =>
        old.EffectiveOn <= stamp.EffectiveOn && stamp.EffectiveOn <= stamp.Day;

    private static ImmutableArray<Dated<T>> InForceAndLater(
        ImmutableArray<Dated<T>> values,
        DateOnly day
    )
    {
        var inForce = values.Length - 1;
        while (inForce > 0 && values[inForce].EffectiveOn > day)
            inForce--;
        return values[inForce..];
    }
}
