using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using PortfolioLedger.Access;

namespace PortfolioLedger.Tests.Access;

/// <summary>Settings of the provider that do not make sense are refused at the start.</summary>
public sealed class ProviderSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(TestFolder.New()).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Access__ClientId is set; set Access__Authority too", "ClientId=ledger")]
    [InlineData("Access__ClientId is set; set Access__Authority too",
        "ClientId=ledger", "Authority= ", "Audience=ledger")]
    [InlineData("set Access__Audience too", "Authority=https://login.example", "ClientId=ledger")]
    [InlineData("Access__Authority is 'login.example'", "Authority=login.example", "Audience=x")]
    [InlineData("http is for this machine alone", "Authority=http://login.example", "Audience=x")]
    [InlineData("Access__ClientSecret is set; set Access__ClientId too", "+", "ClientSecret=s")]
    [InlineData("Access__ClientSecretFile is set; set Access__ClientId too",
        "+", "ClientSecretFile=/nowhere")]
    [InlineData("are both set; set one", "+", "ClientId=c", "ClientSecret=s", "ClientSecretFile=f")]
    [InlineData("/nowhere/at/all, which cannot be read",
        "+", "ClientId=c", "ClientSecretFile=/nowhere/at/all")]
    [InlineData("Access__Scopes must hold openid", "+", "ClientId=c", "Scopes=profile email")]
    [InlineData("Access__Address is 'ledger.example'", "+", "ClientId=c", "Address=ledger.example")]
    [InlineData("Access__Address is 'http://ledger.example'; it must be the https address",
        "+", "ClientId=c", "Address=http://ledger.example")]
    [InlineData("without a path", "+", "ClientId=c", "Address=https://ledger.example/app")]
    [InlineData("Access__SessionIdle is '60'", "+", "ClientId=c", "SessionIdle=60")]
    [InlineData("Access__SessionIdle is '00:00:00'", "+", "ClientId=c", "SessionIdle=00:00:00")]
    [InlineData("Access__SessionLongest is '31.00:00:00'",
        "+", "ClientId=c", "SessionLongest=31.00:00:00")]
    [InlineData("must not exceed Access__SessionLongest",
        "+", "ClientId=c", "SessionIdle=02:00:00", "SessionLongest=01:00:00")]
    [InlineData("Access__RoleMap__Board stands for 'boss'; it must be a role (viewer, ",
        "+", "RoleMap:Board=approver, boss")]
    [InlineData("Access__RoleMap__Board stands for 'Capital:approver'",
        "+", "RoleMap:Board=Capital:approver")]
    public void A_start_is_refused_with_what_to_set(string says, params string[] settings) =>
        Assert.Contains(says, Assert.Throws<StartRefusedException>(() => Read(settings)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_of_the_secret_is_refused_and_one_with_a_line_is_read()
    {
        var file = Path.Combine(_folder, "secret");
        File.WriteAllText(file, "\n");
        Assert.Contains("is empty; it must hold the secret", Assert.Throws<StartRefusedException>(
            () => Read("+", "ClientId=c", $"ClientSecretFile={file}")).Message,
            StringComparison.Ordinal);
        File.WriteAllText(file, "s3cret\n");
        Assert.Equal("s3cret",
            Read("+", "ClientId=c", $"ClientSecretFile={file}")!.SignIn!.ClientSecret);
    }

    [Fact]
    public void Without_a_provider_there_is_none_and_without_a_client_nobody_signs_in()
    {
        Assert.Null(Read());
        Assert.Null(Read("+")!.SignIn);
        var signIn = Read("+", "ClientId=c")!.SignIn!;
        Assert.Equal((null, null, null, TimeSpan.FromHours(1), TimeSpan.FromHours(10)),
            (signIn.ClientSecret, signIn.Address, signIn.Prompt, signIn.Idle, signIn.Longest));
        Assert.Equal(["openid", "profile", "offline_access"], signIn.Scopes);
    }

    [Fact]
    public void The_program_does_not_start_with_them()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration["Access:ClientId"] = "ledger";
        Assert.Throws<StartRefusedException>(() => builder.AddLedger("Host=127.0.0.1"));
    }

    private static ProviderSettings? Read(params string[] settings) =>
        ProviderSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings
            .SelectMany(s => s == "+"
                ? (string[])["Authority=https://login.example", "Audience=ledger"] : [s])
            .Select(s => s.Split('=', 2))
            .Select(s => KeyValuePair.Create($"Access:{s[0]}", (string?)s[1]))).Build());
}
