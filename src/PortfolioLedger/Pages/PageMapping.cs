using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Pages.Assets;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Pages.Frame;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>Maps the pages.</summary>
internal static class PageMapping
{
    /// <summary>Adds what renders them.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<HomePage>();
        services.AddSingleton<FrameFacts>();
        services.AddSingleton<FrameRenderer>();
        services.AddSingleton<PortfolioPages>();
        services.AddSingleton<KeptContents>();
        services.AddSingleton<OverviewPage>();
        services.AddSingleton<ViewContents>();
        services.AddSingleton<ViewPages>();
        services.AddSingleton<StandalonePages>();
        services.AddSingleton<SearchPage>();
        services.AddSingleton<LiveNews>();
        services.AddSingleton<IProblemPage, ProblemPage>();
    }

    /// <summary>The list of portfolios, the explanations of problems, and signing in.</summary>
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var home = app.ServiceProvider.GetRequiredService<HomePage>();
        app.MapGet("/", (Func<HttpContext, Task<IResult>>)home.EnterAsync)
            .OpenToAll().WithMetadata(new ShowsPage()).ExcludeFromDescription();
        app.MapGet(HomePage.List, (Func<HttpContext, Task<IResult>>)home.ShowAsync)
            .OpenToAll().WithMetadata(new ShowsPage()).ExcludeFromDescription();
        app.MapGet(HomePage.Import, HomePage.GoToImport)
            .OpenToAll().WithMetadata(new ShowsPage()).ExcludeFromDescription();
        app.MapForm(HomePage.List, home.OpenAsync).For(CommandRoutes.Opening.Role);
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
        var views = app.ServiceProvider.GetRequiredService<ViewPages>();
        app.MapPage("", app.ServiceProvider.GetRequiredService<OverviewPage>().ShowAsync);
        app.MapPage("/views", views.ListAsync);
        app.MapPage($"/{SearchPage.Path}",
            app.ServiceProvider.GetRequiredService<SearchPage>().ShowAsync);
        app.MapPage("/events/live", app.ServiceProvider.GetRequiredService<LiveNews>().ListenAsync);
        foreach (var view in ViewCatalogue.All)
            app.MapPage($"/{view.Path}", http => views.ShowAsync(http, view));
    }

    /// <summary>A page of a portfolio, for everybody with a role in it.</summary>
    public static void MapPage(
        this IEndpointRouteBuilder app, string path, RequestDelegate show) =>
        app.MapGet($"/p/{{portfolio}}{path}", show)
            .ForAnyRole().WithMetadata(new ShowsPage()).ExcludeFromDescription();
}
