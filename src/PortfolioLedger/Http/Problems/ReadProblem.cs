using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Problems;

/// <summary>Questions that cannot be answered.</summary>
internal static class ReadProblem
{
    /// <summary>A parameter with a value it cannot have.</summary>
    public static ProblemException Invalid(string parameter, string detail,
        string code = "invalid-parameter") =>
        new(Problem.Of(code, $"The parameter '{parameter}' {detail}.",
            new FieldFault(parameter, detail)));

    /// <summary>The book asked for has nothing of this kind with this key.</summary>
    public static ProblemException Unknown(string kind, string key) => new(Problem.Of(
        $"unknown-{kind}",
        $"There is no {kind} '{key}'.") with { Status = StatusCodes.Status404NotFound });

    /// <summary>
    /// The book asked for does not have a thing; says so of that book when the newest one has it.
    /// </summary>
    public static ProblemException NotThere(Subject about, Book asked, Book head)
    {
        if (!head.Things.TryGetValue(about, out var thing))
            return Unknown(about.KindName, about.Key.Value);
        return new(Problem.Of(Refusal.UnknownCode(about.Kind),
            $"There was no {about.KindName} '{about.Key}' on {asked.Day:O}, as known at position "
            + $"{asked.Position}: " + (thing.From > asked.Day
                ? $"it came into being on {thing.From:O}." : "it was recorded later."))
            with { Status = StatusCodes.Status404NotFound });
    }

    /// <summary>
    /// Reads a parameter's text; what a <see cref="FormatException"/> says is answered.
    /// </summary>
    public static T Checked<T>(string parameter, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw Invalid(parameter, wrong.Message);
        }
    }
}
