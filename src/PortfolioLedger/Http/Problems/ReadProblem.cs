using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Problems;

/// <summary>Questions that cannot be answered: faults of the read engine as problems.</summary>
internal static class ReadProblem
{
    /// <summary>What was asked for; a problem when there is none.</summary>
    public static T OrProblem<T>(this Result<T> result) where T : notnull =>
        result.IsFound(out var value, out var fault) ? value : throw From(fault);

    /// <summary>The problem of a fault.</summary>
    public static ProblemException From(QueryFault fault)
    {
        var problem = Problem.Create(fault.Code, fault.Detail, fault.Errors);
        return new(fault.IsNotFound
            ? problem with { Status = StatusCodes.Status404NotFound } : problem);
    }

    /// <summary>A parameter with a value it cannot have.</summary>
    public static ProblemException Invalid(string parameter, string detail) =>
        From(QueryFault.Invalid(parameter, detail));

    /// <inheritdoc cref="Invalid(string, string)"/>
    public static ProblemException Invalid(string parameter, string detail, string code) =>
        From(QueryFault.Invalid(parameter, detail, code));

    /// <summary>There is nothing of this kind with this key.</summary>
    public static ProblemException Unknown(string kind, string key) =>
        From(QueryFault.Unknown(kind, key));

    /// <summary>
    /// Reads a parameter's text; what a <see cref="FormatException"/> says is answered.
    /// </summary>
    public static T Checked<T>(string parameter, Func<T> read) where T : notnull =>
        Result.Of(() => QueryFault.Checked(parameter, read)).OrProblem();
}
