using Microsoft.AspNetCore.Mvc;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Imports.Browser;

/// <summary>Maps the pages of imports.</summary>
internal static class ImportPagesMapping
{
    /// <summary>
    /// A file that is somewhat too large is refused by the page that took it, beside its field;
    /// what is larger still is not read at all.
    /// </summary>
    private const int MaxRequestBytes = ImportUpload.MaxFileBytes + 16 * 1024 * 1024;

    /// <summary>Adds what the pages need.</summary>
    public static void AddImportPages(this IServiceCollection services)
    {
        services.AddSingleton<HeldUploads>();
        services.AddHostedService(sp => sp.GetRequiredService<HeldUploads>());
        services.AddSingleton<ImportKinds>();
        services.AddSingleton<PreviewRuns>();
        services.AddSingleton<ImportFormPage>();
        services.AddSingleton<ImportPreviewPage>();
        services.AddSingleton<ImportRunPages>();
        services.AddSingleton<ImportReversalForm>();
    }

    /// <summary>Choosing a file, looking at it, importing it, and what was imported.</summary>
    public static void MapImportPages(this IEndpointRouteBuilder app)
    {
        const string address = $"/p/{{portfolio}}/{ImportFormPage.Path}";
        const string upload = $"{address}/{{{ImportPreviewPage.Upload}}}";
        var form = app.ServiceProvider.GetRequiredService<ImportFormPage>();
        var preview = app.ServiceProvider.GetRequiredService<ImportPreviewPage>();
        var runs = app.ServiceProvider.GetRequiredService<ImportRunPages>();
        app.MapPage($"/{ImportFormPage.Path}", form.ShowAsync);
        app.MapForm(address, form.TakeAsync).For(Role.Administrator)
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes));
        app.MapPage($"/{ImportFormPage.Path}/{{{ImportPreviewPage.Upload}}}", preview.ShowAsync);
        app.MapForm($"{upload}/columns", preview.MapAsync).For(Role.Administrator);
        app.MapForm(upload, preview.ImportAsync).For(Role.Administrator);
        app.MapPage("/imports", runs.ListAsync);
        app.MapPage($"/imports/{{{ImportRunPages.Import}}}", runs.ShowAsync);
        app.MapForm(
            $"/p/{{portfolio}}/imports/{{{ImportRunPages.Import}}}/{ImportReversalForm.Path}",
            app.ServiceProvider.GetRequiredService<ImportReversalForm>().TakeAsync)
            .For(Role.Administrator);
        app.MapGet($"/p/{{portfolio}}/imports/{{{ImportRunPages.Import}}}/progress",
            runs.FollowAsync).ForAny(Role.Auditor, Role.Administrator).ExcludeFromDescription();
    }
}
