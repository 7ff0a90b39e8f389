using PortfolioLedger.Api;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Operations;

/// <summary>How a verb that reads ends when there is no answer.</summary>
internal static class ReadFaults
{
    /// <summary>Runs a verb; what went wrong is said on the writer, and the exit code says so.</summary>
    public static async Task<int> RunAsync(string verb, TextWriter errors, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (ProblemException fault)
        {
            await errors.WriteLineAsync($"{verb}: {fault.Problem.Detail}");
            return fault.Problem.Status is StatusCodes.Status400BadRequest
                ? Verbs.Usage : Verbs.Failed;
        }
        catch (UnreadableJournalException fault)
        {
            await errors.WriteLineAsync($"{verb}: {fault.Message}");
            return Verbs.Violation;
        }
        catch (Exception fault) when (fault is UnknownFactException or IOException
            or UnauthorizedAccessException || DatabaseFault.IsTransient(fault))
        {
            await errors.WriteLineAsync($"{verb}: {fault.Message}");
            return Verbs.Failed;
        }
    }
}
