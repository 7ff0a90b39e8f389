using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Pages;

/// <summary>Maps the pages.</summary>
internal static class PageMapping
{
    /// <summary>The list of portfolios, the explanations of problems, and signing in.</summary>
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (BookKeeper keeper, CallerAccess access, HttpContext http) =>
            HomePage.ShowAsync(keeper, access, http)).OpenToAll().ExcludeFromDescription();
        app.MapGet(StyleSheet.Address, StyleSheet.Show).OpenToAll().ExcludeFromDescription();
        app.MapGet("/problems", ProblemPages.List).OpenToAll().ExcludeFromDescription();
        app.MapGet("/problems/{code}", ProblemPages.Show).OpenToAll().ExcludeFromDescription();
        if (app.ServiceProvider.GetService<SessionAccess>() is { } sessions)
            new SignInPages(sessions, sessions.Settings,
                app.ServiceProvider.GetRequiredService<ILogger<SignInPages>>()).Map(app);
    }
}
