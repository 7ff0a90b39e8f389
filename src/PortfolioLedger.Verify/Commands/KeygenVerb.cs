using System.CommandLine;
using System.Security.Cryptography;
using System.Text;

namespace PortfolioLedger.Verify.Commands;

/// <summary>Makes a key.</summary>
internal static class KeygenVerb
{
    public static Command Command()
    {
        var name = new Argument<string>("name")
        {
            Description = "Whose key: a name without spaces and plus, like witness.example.org.",
        };
        var kind = new Option<string>("--kind")
        {
            Description = "witness, to cosign; log, to sign checkpoints.",
            DefaultValueFactory = _ => "witness",
        };
        kind.AcceptOnlyFromAmong("witness", "log");
        var file = new Option<string?>("--out")
        {
            Description = "The file of the secret key; <name>.key if absent. It is never replaced.",
        };
        return CommandLine.Verb("keygen",
            "Makes a secret key in a file that only you can read, and says the public one.",
            (parsed, output, _) =>
            {
                Make(parsed.GetValue(name)!, parsed.GetValue(kind)!, parsed.GetValue(file), output);
                return Task.CompletedTask;
            }, name, kind, file);
    }

    private static void Make(string name, string kind, string? file, Output output)
    {
        SigningKey key;
        try
        {
            key = new(name, kind == "log" ? SignatureKind.Ed25519 : SignatureKind.Cosignature,
                RandomNumberGenerator.GetBytes(32));
        }
        catch (FormatException e)
        {
            throw Failure.Usage(e.Message);
        }
        using (key)
        {
            var path = file ?? $"{name.Replace('/', '-')}.key";
            try
            {
                using var secret = Files.Create(path, FileMode.CreateNew, UnixFileMode.UserRead);
                secret.Write(Encoding.UTF8.GetBytes(key.ToText() + "\n"));
                secret.Flush(flushToDisk: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failure.Of(File.Exists(path) ? $"'{path}' is there already; keys are never "
                    + "replaced." : $"'{path}' cannot be written: {e.Message}");
            }
            output.Say($"{key.Verifier}", ("key", $"{key.Verifier}"), ("file", path));
        }
    }
}
