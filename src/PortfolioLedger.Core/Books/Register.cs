using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Books;

/// <summary>A value with the business day it takes effect and the event that said so.</summary>
public sealed record Dated<T>(DateOnly EffectiveOn, long Position, T Value);

/// <summary>
/// One value through time, last-writer-wins on (effective day, position): it holds the value in
/// force on the day of its book, and those that wait for a later day.
/// </summary>
/// <param name="Values">Sorted by (effective day, position); never more than one in force.</param>
[method: JsonConstructor]
public readonly record struct Register<T>(ImmutableArray<Dated<T>> Values)
{
    /// <summary>Sorted by (effective day, position); never more than one in force.</summary>
    public ImmutableArray<Dated<T>> Values { get => field.IsDefault ? [] : field; } = Values;

    /// <summary>The value in force on a day not before the day of the book; null when none.</summary>
    public Dated<T>? At(DateOnly day)
    {
        for (var i = Values.Length - 1; i >= 0; i--)
            if (Values[i].EffectiveOn <= day)
                return Values[i];
        return null;
    }

    /// <summary>The register after a fact set it.</summary>
    public Register<T> Set(T value, in Stamp stamp)
    {
        var values = Values;
        var dated = new Dated<T>(stamp.EffectiveOn, stamp.Position, value);
        if (values.Length == 0 || (values.Length == 1 && Succeeds(values[0], stamp)))
            return new([dated]);
        var index = values.Length;
        while (index > 0 && values[index - 1].EffectiveOn > stamp.EffectiveOn)
            index--;
        return new(InForceAndLater(values.Insert(index, dated), stamp.Day));
    }

    /// <summary>A register that this fact set first.</summary>
    public static Register<T> Of(T value, in Stamp stamp) => default(Register<T>).Set(value, stamp);

    private static bool Succeeds(Dated<T> old, in Stamp stamp) =>
        old.EffectiveOn <= stamp.EffectiveOn && stamp.EffectiveOn <= stamp.Day;

    private static ImmutableArray<Dated<T>> InForceAndLater(ImmutableArray<Dated<T>> values, DateOnly day)
    {
        var inForce = values.Length - 1;
        while (inForce > 0 && values[inForce].EffectiveOn > day)
            inForce--;
        return values[inForce..];
    }
}
