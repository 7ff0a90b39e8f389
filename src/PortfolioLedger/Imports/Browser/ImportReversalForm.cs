using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Imports.Reversals;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Imports.Browser;

/// <summary>What the form sends that takes an import back.</summary>
internal sealed class ImportReversalForm(
    CallerAccess access, ImportRunPages runs, ImportReversals reversals)
{
    /// <summary>Below the import.</summary>
    public const string Path = "reversal";

    /// <summary>
    /// Shows what would be taken back, or takes it back. A refusal comes back to the form.
    /// </summary>
    public async Task TakeAsync(HttpContext http)
    {
        var caller = new Caller((await access.RequireAsync(http)).ActAs(Role.Administrator));
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var rationale = sent["rationale"].ToString().Trim();
        var isShown = sent["intent"] != "record";
        var (head, job) = await runs.FindAsync(http);
        try
        {
            var reversal = await reversals.RunAsync(head.Portfolio, job.Id.ToString(),
                new Grounds(rationale), caller, isShown, null, http.RequestAborted);
            if (isShown)
                await runs.ShowAsync(http, new("", null, rationale, null, reversal));
            else
                FormAnswer.SeeOther(http, $"/p/{head.Portfolio}/imports/{job.Id}");
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            var problem = refused.Problem;
            http.Response.StatusCode = problem.Status;
            await runs.ShowAsync(http, new("", null, rationale, problem.Errors.IsEmpty
                ? problem.Headline
                : $"The reason {problem.Errors[0].Detail}.", null));
        }
    }
}
