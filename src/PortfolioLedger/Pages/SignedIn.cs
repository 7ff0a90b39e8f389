using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Pages;

/// <summary>Who is signed in, on every page, and the way in and out.</summary>
internal static class SignedIn
{
    /// <summary>HTML; nothing where nobody signs in with a browser.</summary>
    public static async Task<string> ShowAsync(HttpContext http)
    {
        if (http.Features.Get<KnownCaller>() is { Means: CallerMeans.Persona } persona)
            return PersonaForm.Html(persona, http);
        if (http.RequestServices.GetService<SessionAccess>() is not { } sessions)
            return "";
        var person = await ShowAsync(http, sessions);
        // The page of who signs out is not shown again.
        http.Response.Headers.CacheControl = "no-store";
        return person;
    }

    private static async Task<string> ShowAsync(HttpContext http, SessionAccess sessions)
    {
        try
        {
            return await sessions.FindAsync(http) is { } caller
                ? Person(caller,
                    http.RequestServices.GetRequiredService<FormTokens>().For(http))
                : $"<a class=who href=\"{SignInPages.Address(http.Request)}\">Sign in</a>";
        }
        catch (Exception fault)
            when (fault is AccessDeniedException || DatabaseFault.IsTransient(fault))
        {
            // What a page explains is most needed when something is down.
            return "<span class=who>Who is signed in cannot be said at the moment.</span>";
        }
    }

    private static string Person(KnownCaller caller, string token) => $"""
        <form class=who method=post action="{SignInPages.SignOut}">{Page.Text(caller.Name ?? caller.Id)}
        <small>{Page.Text(Roles(caller.Roles))}</small>
        <input type=hidden name="{FormTokens.Field}" value="{Page.Text(token)}">
        <button>Sign out</button></form>
        """;

    /// <summary>In words: <c>viewer, contributor in capital</c>.</summary>
    internal static string Roles(Grants roles)
    {
        var all = roles.Everywhere.Select(Enumeration<Role>.NameOf)
            .Concat(roles.ByPortfolio.SelectMany(p =>
                p.Value.Select(role => $"{Enumeration<Role>.NameOf(role)} in {p.Key}")));
        return string.Join(", ", all) is { Length: > 0 } text ? text : "no role";
    }
}
