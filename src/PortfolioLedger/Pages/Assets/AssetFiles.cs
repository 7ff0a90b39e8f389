using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Access;

namespace PortfolioLedger.Pages.Assets;

/// <summary>
/// Scripts and the style sheet of the pages, out of the program itself: they are there wherever it
/// runs, published or not.
/// </summary>
internal static class AssetFiles
{
    private const string Folder = "assets/";

    private static readonly FrozenDictionary<string, (byte[] Bytes, string Tag)> All =
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Folder.Length..], Read);

    /// <summary>The picture that browsers show beside the title.</summary>
    public const string Icon = "/assets/icon.svg";

    /// <summary>Whether charts can be drawn: without npm the build went on without them.</summary>
    public static bool HaveCharts => All.ContainsKey("plot.js") && All.ContainsKey("d3.js");

    /// <summary>How pages look, for those that bring it along.</summary>
    public static string StyleSheet => Encoding.UTF8.GetString(All["style.css"].Bytes);

    /// <summary>Maps them.</summary>
    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        foreach (var name in All.Keys)
            app.MapGet(IsStyle(name) ? $"/{name}" : $"/{Folder}{name}",
                    (HttpContext http) => Show(http, name))
                .OpenToAll().ExcludeFromDescription();
    }

    /// <summary>Asked for again each time, and sent only when it is another release's.</summary>
    private static IResult Show(HttpContext http, string name)
    {
        var (bytes, tag) = All[name];
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(bytes, TypeOf(name), entityTag: new EntityTagHeaderValue(tag));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };

    private static bool IsStyle(string name) => name.EndsWith(".css", StringComparison.Ordinal);

    private static (byte[], string) Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }
}
