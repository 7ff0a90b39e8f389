using System.Diagnostics.CodeAnalysis;

namespace PortfolioLedger.Querying;

/// <summary>What was asked for, or why there is none.</summary>
internal readonly record struct Result<T> where T : notnull
{
    private readonly T? _value;
    private readonly QueryFault? _fault;

    private Result(T? value, QueryFault? fault) => (_value, _fault) = (value, fault);

    /// <summary>Whether there is one; else why not.</summary>
    public bool IsFound(
        [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out QueryFault? fault)
    {
        (value, fault) = (_value, _fault);
        return fault is null;
    }

    /// <summary>What was asked for; inside the engine a fault goes on from here.</summary>
    public T OrRaise() => IsFound(out var value, out var fault) ? value : throw fault.Raise();

    /// <summary>It was found.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>It was not.</summary>
    public static implicit operator Result<T>(QueryFault fault) => new(default, fault);
}

/// <summary>
/// The edge of the read engine: faults that were raised inside are values outside.
/// </summary>
internal static class Result
{
    /// <summary>What a function finds, or the fault it raises.</summary>
    public static Result<T> Of<T>(Func<T> find) where T : notnull
    {
        try
        {
            return find();
        }
        catch (QueryFaultException raised)
        {
            return raised.Fault;
        }
    }

    /// <inheritdoc cref="Of{T}(Func{T})"/>
    public static async Task<Result<T>> OfAsync<T>(Func<Task<T>> find) where T : notnull
    {
        try
        {
            return await find();
        }
        catch (QueryFaultException raised)
        {
            return raised.Fault;
        }
    }
}
