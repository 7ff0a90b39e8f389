using PortfolioLedger.Access;

namespace PortfolioLedger.Pages.Forms;

/// <summary>Maps what forms are sent to.</summary>
internal static class FormMapping
{
    /// <summary>
    /// Takes a form of a page at its whole path, with what it may do to be said by the caller, as
    /// in <c>For(Role.Contributor)</c>. Who uses the browser has sent it, from a page of the ledger:
    /// that was examined before. A problem on the way is told by a page.
    /// </summary>
    public static IEndpointConventionBuilder MapForm(
        this IEndpointRouteBuilder app, string path, RequestDelegate take) =>
        app.MapPost(path, take)
            .WithMetadata(new ShowsPage(), new TakesForm()).ExcludeFromDescription();
}
