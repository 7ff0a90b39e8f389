using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages.Assets;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>Maps the pages.</summary>
internal static class PageMapping
{
    /// <summary>Adds what renders them.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<FrameFacts>();
        services.AddSingleton<PortfolioPages>();
        services.AddSingleton<SearchPage>();
        services.AddSingleton<LiveNews>();
        services.AddSingleton<IProblemPage, ProblemPage>();
    }

    /// <summary>The list of portfolios, the explanations of problems, and signing in.</summary>
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (BookKeeper keeper, CallerAccess access, HttpContext http) =>
            HomePage.EnterAsync(keeper, access, http))
            .OpenToAll().WithMetadata(new ShowsPage()).ExcludeFromDescription();
        app.MapGet(HomePage.List, (BookKeeper keeper, CallerAccess access, HttpContext http) =>
            HomePage.ShowAsync(keeper, access, http))
            .OpenToAll().WithMetadata(new ShowsPage()).ExcludeFromDescription();
        app.MapGet("/problems", ProblemPages.List).OpenToAll().ExcludeFromDescription();
        app.MapGet("/problems/{code}", ProblemPages.Show).OpenToAll().ExcludeFromDescription();
        app.MapPost(PersonaForm.Address, PersonaForm.ChooseAsync)
            .OpenToAll().ExcludeFromDescription();
        app.MapAssets();
        MapPortfolios(app);
        if (app.ServiceProvider.GetService<SessionAccess>() is { } sessions)
            new SignInPages(sessions, sessions.Settings,
                app.ServiceProvider.GetRequiredService<ILogger<SignInPages>>()).Map(app);
    }

    /// <summary>A page for each view; the overview is at the portfolio itself.</summary>
    private static void MapPortfolios(IEndpointRouteBuilder app)
    {
        var pages = app.ServiceProvider.GetRequiredService<PortfolioPages>();
        app.MapPage("", pages.OverviewAsync);
        app.MapPage("/views", pages.AllViewsAsync);
        app.MapPage($"/{SearchPage.Path}",
            app.ServiceProvider.GetRequiredService<SearchPage>().ShowAsync);
        app.MapPage("/live", app.ServiceProvider.GetRequiredService<LiveNews>().ListenAsync);
        foreach (var view in ViewCatalogue.All)
            app.MapPage($"/{view.Path}", http => pages.ViewAsync(http, view));
    }

    /// <summary>A page of a portfolio, for everybody with a role in it.</summary>
    public static void MapPage(
        this IEndpointRouteBuilder app, string path, RequestDelegate show) =>
        app.MapGet($"/p/{{portfolio}}{path}", show)
            .ForAnyRole().WithMetadata(new ShowsPage()).ExcludeFromDescription();
}
