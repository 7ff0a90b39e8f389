using System.Text.Json;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Cli;

/// <summary>How a verb that reads ends when there is no answer.</summary>
internal static class ReadFaults
{
    /// <summary>
    /// Runs a verb; what went wrong is said on the writer, and the exit code says so.
    /// </summary>
    public static async Task<int> RunAsync(string verb, TextWriter errors, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (ProblemException fault)
        {
            await errors.WriteLineAsync($"{verb}: {Said(verb, fault.Problem)}");
            return fault.Problem.Status is StatusCodes.Status400BadRequest
                ? Verbs.Usage : Verbs.Failed;
        }
        catch (UnreadableJournalException fault)
        {
            await errors.WriteLineAsync($"{verb}: {fault.Message}");
            return Verbs.Violation;
        }
        catch (Exception fault) when (fault is UnknownFactException or IOException
            or UnauthorizedAccessException or AuditUnavailableException
            || DatabaseFault.IsTransient(fault))
        {
            await errors.WriteLineAsync($"{verb}: {fault.Message}");
            return Verbs.Failed;
        }
    }

    /// <summary>A parameter or field of the API is named as the flag that stands for it.</summary>
    private static string Said(string verb, Problem problem)
    {
        if (problem.Errors is not [var only])
            return problem.Detail;
        var name = only.Pointer.TrimStart('/');
        var flag = JsonNamingPolicy.KebabCaseLower.ConvertName(name);
        return Verbs.HasFlag(verb, flag) 
            ? $"--{flag} {only.Detail.Replace($"{name}=", $"--{flag} ", StringComparison.Ordinal)}."
            : problem.Detail;
    }
}
