using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PortfolioLedger.Access;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Pages;

/// <summary>In at the provider, and out here and there.</summary>
internal sealed class SignInPages(
    SessionAccess sessions, SignInSettings settings, ILogger<SignInPages> log)
{
    /// <summary>Signs out; only by POST.</summary>
    public const string SignOut = "/sign-out";

    private const string SignIn = "/sign-in";
    private const string ReturnUrl = "returnUrl";

    /// <summary>Where to sign in and come back to a page.</summary>
    public static string Address(HttpRequest page) => HttpMethods.IsGet(page.Method)
        && !page.Path.StartsWithSegments(SignIn)
            ? $"{SignIn}?{ReturnUrl}={Uri.EscapeDataString(page.Path + page.QueryString)}" : SignIn;

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        // As a delegate of its own type what it returns is the answer.
        app.MapGet(SignIn, (Delegate)EnterAsync).OpenToAll().ExcludeFromDescription();
        app.MapGet(SignInSetup.FailedPath, Explain).OpenToAll().ExcludeFromDescription();
        app.MapPost(SignOut, (Delegate)LeaveAsync).OpenToAll().ExcludeFromDescription();
    }

    /// <summary>
    /// To the provider, and back to an address of the ledger: with that of another site, a link to
    /// here would lead wherever somebody wants.
    /// </summary>
    private async Task<IResult> EnterAsync(HttpContext http)
    {
        var back = http.Request.Query[ReturnUrl] is [var asked, ..] ? asked : "/";
        if (http.Request.Query[ReturnUrl].Count > 1 || !RedirectHttpResult.IsLocalUrl(back))
            throw ReadProblem.Invalid(ReturnUrl,
                "must be an address of this ledger, from its first '/' on, such as /problems");
        if (!settings.MayServe(http.Request))
            throw new ProblemException(Problem.Create("sign-in-needs-address",
                $"Browsers reach the ledger at {http.Request.Scheme}://{http.Request.Host}; set "
                + "Access__Address to its https address."));
        if (await sessions.FindAsync(http) is not null)
            return Results.LocalRedirect(back!);
        try
        {
            await http.ChallengeAsync(SignInSetup.Provider, new() { RedirectUri = back });
            return Results.Empty;
        }
        catch (Exception fault) when (ProviderFault.IsOutOfReach(fault))
        {
            throw ProviderFault.OutOfReach();
        }
        catch (OpenIdConnectProtocolException refused)
        {
            log.LogWarning(
                "The provider did not take the request to sign somebody in: {Why}",
                refused.Message);
            return Results.LocalRedirect(SignInSetup.FailedAs(SignInFailure.Invalid));
        }
    }

    private static IResult Explain(string? reason)
    {
        var (text, status) =
            Enumeration<SignInFailure>.TryParse(reason, out var known) ? known switch
            {
                SignInFailure.Denied => ("The provider did not let you in, or you declined.", 403),
                SignInFailure.Expired => ("It took too long, or began in another browser. "
                    + "Cookies must be allowed.", 400),
                SignInFailure.Unavailable => ("The provider does not answer.", 503),
                SignInFailure.Invalid => ("What the provider answered does not hold. Whoever "
                    + "operates the ledger finds the cause in its log.", 400),
                _ => throw Enumeration<SignInFailure>.Undeclared(known),
            } : ("Nothing is known about why.", 400);
        return Page.Render("You are not signed in",
            $"<p>{text}</p><p><a href=\"{SignIn}\">Try again</a></p>", status);
    }

    /// <summary>
    /// Here first, then at the provider. The form is answered by a page that goes on: a policy that
    /// keeps forms on this site is also applied to where they are redirected.
    /// </summary>
    private async Task<IResult> LeaveAsync(HttpContext http)
    {
        if (await sessions.FindAsync(http) is null)
            return Results.LocalRedirect("/");
        var session = await http.AuthenticateAsync(SignInSetup.Session);
        await http.SignOutAsync(SignInSetup.Session);
        var next = await LeaveProviderAsync(http, session.Properties?.IdToken());
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            Page.Html("You are signed out",
                next is null
                    ? "<p>The provider offers no sign-out: there you may still be signed in.</p>"
                    : $"<p><a href=\"{Page.Text(next)}\">Sign out at the provider too</a></p>",
                "", next is null
                    ? "" : $"<meta http-equiv=\"refresh\" content=\"0;url={Page.Text(next)}\">"),
            "text/html; charset=utf-8");
    }

    /// <summary>Where the provider ends its session; null when it does not say or answer.</summary>
    private static async Task<string?> LeaveProviderAsync(HttpContext http, string? idToken)
    {
        var properties = new AuthenticationProperties { RedirectUri = "/" };
        properties.SetParameter(SignInSetup.IdTokenHint, idToken);
        try
        {
            await http.SignOutAsync(SignInSetup.Provider, properties);
        }
        catch (Exception fault)
            when (fault is InvalidOperationException || ProviderFault.IsOutOfReach(fault))
        {
            return null;
        }
        var next = http.Response.Headers.Location.ToString();
        http.Response.Headers.Remove("Location");
        http.Response.StatusCode = StatusCodes.Status200OK;
        return next;
    }
}
