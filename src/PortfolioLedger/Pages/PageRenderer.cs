using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace PortfolioLedger.Pages;

/// <summary>
/// Renders components to HTML on the server, once: nothing of them lives on afterwards.
/// </summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>The HTML of a component with one parameter, its model.</summary>
    public async Task<string> RenderAsync<TComponent>(object model) where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(
                new Dictionary<string, object?> { ["Model"] = model }))).ToHtmlString());
    }
}
