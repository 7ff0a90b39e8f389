using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Administration;

/// <summary>Pages for who runs the ledger.</summary>
public static class AdministrationSetup
{
    /// <summary>Adds them.</summary>
    public static void AddAdministration(
        this IServiceCollection services, LedgerConnections connections)
    {
        services.AddSingleton(new DatabasePlace(LedgerDatabase.Describe(connections.App)));
        services.AddSingleton<ServerFigures>();
        services.AddSingleton<AdminPage>();
        services.AddSingleton<PortfolioAdminPage>();
    }

    /// <summary>Maps them: what is of the ledger, and what is of one portfolio.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder app)
    {
        var admin = app.ServiceProvider.GetRequiredService<AdminPage>();
        app.MapGet(AdminPage.Address, (RequestDelegate)admin.ShowAsync)
            .ForAny(Role.Auditor, Role.Administrator)
            .WithMetadata(new ShowsPage()).ExcludeFromDescription();
        app.MapForm($"{AdminPage.Address}/tokens", admin.IssueAsync).For(Role.Administrator);
        app.MapForm($"{AdminPage.Address}/tokens/{{name}}/revocation", admin.RevokeAsync)
            .For(Role.Administrator);
        // Reports of imports repeat cells of any file.
        var portfolio = app.ServiceProvider.GetRequiredService<PortfolioAdminPage>();
        app.MapGet("/p/{portfolio}/admin", (RequestDelegate)portfolio.ShowAsync)
            .ForAny(Role.Auditor, Role.Administrator)
            .WithMetadata(new ShowsPage()).ExcludeFromDescription();
    }
}
