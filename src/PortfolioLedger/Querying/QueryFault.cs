using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Querying;

/// <summary>Why a question has no answer.</summary>
/// <param name="Code">Stable name, as in the catalogue of problems.</param>
/// <param name="Detail">What was wrong here, and what would be right.</param>
/// <param name="Errors">The parameter that was wrong; none where no single one was.</param>
internal sealed record QueryFault(string Code, string Detail, ImmutableArray<FieldFault> Errors)
{
    /// <summary>
    /// What is asked about is not there: 404 over HTTP, whatever its code has elsewhere.
    /// </summary>
    public bool IsNotFound { get; private init; }

    /// <summary>A parameter with a value it cannot have.</summary>
    public static QueryFault Invalid(
        string parameter, string detail, string code = "invalid-parameter") =>
        new(code, $"The parameter '{parameter}' {detail}.", [new(parameter, detail)]);

    /// <summary>The book asked for has nothing of this kind with this key.</summary>
    public static QueryFault Unknown(string kind, string key) =>
        new($"unknown-{kind}", $"There is no {kind} '{key}'.", []) { IsNotFound = true };

    /// <summary>
    /// The book asked for does not have a thing; says so of that book when the newest one has it.
    /// </summary>
    public static QueryFault NotThere(Subject about, Book asked, Book head) =>
        !head.Things.TryGetValue(about, out var thing) ? Unknown(about.KindName, about.Key.Value)
        : new(Refusal.UnknownCode(about.Kind),
            $"There was no {about.KindName} '{about.Key}' on {asked.Day:O}, as known at position "
            + $"{asked.Position}: " + (thing.From > asked.Day
                ? $"it came into being on {thing.From:O}." : "it was recorded later."), [])
            { IsNotFound = true };

    /// <summary>
    /// Reads a parameter's text; what a <see cref="FormatException"/> says is the fault.
    /// </summary>
    public static T Checked<T>(string parameter, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw Invalid(parameter, wrong.Message).Raise();
        }
    }

    /// <summary>The fault on its way out of the engine, which makes a value of it again.</summary>
    public QueryFaultException Raise() => new(this);
}

/// <summary>
/// Carries a fault up to the edge of the read engine. Nobody outside sees it: see
/// <see cref="Result"/>.
/// </summary>
internal sealed class QueryFaultException(QueryFault fault) : Exception(fault.Detail)
{
    /// <summary>Why there is no answer.</summary>
    public QueryFault Fault { get; } = fault;
}
