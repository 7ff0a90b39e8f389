using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Pages;

/// <summary>
/// Who looks at the pages in Development, where nobody signs in; what each role may do.
/// </summary>
internal static class PersonaForm
{
    /// <summary>Where a choice is sent.</summary>
    public const string Address = "/persona";

    private const string Field = "persona";

    /// <summary>Where to go back to: pages send no referrer.</summary>
    private const string Back = "back";

    private static readonly (Role Role, string May)[] Choices =
    [
        (Role.Viewer, "reads everything"),
        (Role.Contributor, "records what happened, proposes"),
        (Role.Approver, "decides for the board"),
        (Role.Auditor, "reads, and what they read is logged"),
        (Role.Administrator, "imports, erases words, issues tokens"),
    ];

    /// <summary>The form that chooses one.</summary>
    public static string Html(KnownCaller caller, HttpContext http) => $"""
        <form class=who method=post action="{Address}">{BackTo(http)}<label>You are
        <select name={Field}>{string.Concat(Choices.Select(c => Option(c.Role, c.May, caller)))}</select></label>
        <button>Change</button></form>
        """;

    /// <summary>The form that makes somebody with a role of who looks at a page.</summary>
    public static string Become(HttpContext http, Role role) => $"""
        <form method=post action="{Address}">{BackTo(http)}
        <input type=hidden name={Field} value="{Persona(role)}">
        <button>Act as {Enumeration<Role>.NameOf(role)}</button></form>
        """;

    /// <summary>
    /// Keeps the choice and goes back to the page. Only for the ledger's own forms: another site
    /// could choose for who opens it.
    /// </summary>
    public static async Task ChooseAsync(HttpContext http)
    {
        var access = http.RequestServices.GetRequiredService<CallerAccess>();
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (!access.IsOpen || !http.Request.HasFormContentType
            || site is not ("" or "same-origin" or "none"))
            throw new ProblemException(Problem.Create("unknown-address",
                $"There is nothing at {Address}; see /docs for the addresses of the API."));
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var asked = form[Field].ToString();
        if (!Choices.Any(c => Persona(c.Role) == asked))
            throw new ProblemException(Problem.Create("invalid-parameter",
                $"{Field} must be one of "
                + $"{string.Join(", ", Choices.Select(c => Persona(c.Role)))}."));
        PersonaSession.Keep(http, asked);
        var back = form[Back].ToString();
        http.Response.Redirect(IsHere(back) ? back : "/");
    }

    /// <summary>Whether it is an address of this ledger: nobody is led elsewhere.</summary>
    private static bool IsHere(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\', StringComparison.Ordinal)
        && Uri.IsWellFormedUriString(address, UriKind.Relative);

    private static string BackTo(HttpContext http) => !HttpMethods.IsGet(http.Request.Method) ? ""
        : $"<input type=hidden name={Back} "
            + $"value=\"{Page.Text($"{http.Request.Path}{http.Request.QueryString}")}\">";

    private static string Option(Role role, string may, KnownCaller caller) =>
        $"<option value=\"{Persona(role)}\"{(Persona(role) == Persona(caller) ? " selected" : "")}>"
        + $"{Enumeration<Role>.NameOf(role)}: {may}</option>";

    private static string Persona(Role role) => role == Role.Viewer ? PersonaSession.Visitor
        : $"{Enumeration<Role>.NameOf(role)};{Enumeration<Role>.NameOf(role)}";

    private static string Persona(KnownCaller caller) =>
        $"{caller.Id};{string.Join(',', caller.Roles.Everywhere.Select(Enumeration<Role>.NameOf))}";
}
