using PortfolioLedger.Access;

namespace PortfolioLedger.Pages.Forms;

/// <summary>Maps what forms are sent to.</summary>
internal static class FormMapping
{
    /// <summary>
    /// Takes a form of a page at its whole path; who may send it is still to be said, as in
    /// <c>For(Role.Contributor)</c>. That it was sent by who uses the browser, from a page of the
    /// ledger, has been examined before. A problem on the way is told by a page.
    /// </summary>
    public static IEndpointConventionBuilder MapForm(
        this IEndpointRouteBuilder app, string path, RequestDelegate take) =>
        app.MapPost(path, take)
            .WithMetadata(new ShowsPage(), new TakesForm()).ExcludeFromDescription();
}
