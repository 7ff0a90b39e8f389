using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Recording;

/// <summary>Maps the pages with which people record what happened and what was decided.</summary>
internal static class RecordingMapping
{
    /// <summary>Adds what answers them.</summary>
    public static void AddRecording(this IServiceCollection services)
    {
        services.AddSingleton<RecordForms>();
        services.AddSingleton<RecordEffects>();
        services.AddSingleton<RecordTargets>();
        services.AddSingleton<RecordListPage>();
        services.AddSingleton<RecordPages>();
    }

    /// <summary>Which commands there are, the form of each, and what was recorded.</summary>
    public static void MapRecording(this IEndpointRouteBuilder app)
    {
        var pages = app.ServiceProvider.GetRequiredService<RecordPages>();
        app.MapPage("/record", app.ServiceProvider.GetRequiredService<RecordListPage>().ShowAsync);
        app.MapPage(RecordPages.FormRoute, pages.FormAsync);
        app.MapPage("/recorded", pages.RecordedAsync);
        // Which role a command needs is asked once it is known which it is.
        app.MapForm($"/p/{{portfolio}}{RecordPages.FormRoute}", pages.TakeAsync)
            .ForAny(Role.Contributor, Role.Approver);
    }
}
