using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Tests.Recording;

/// <summary>What is typed into a form is what a program would send.</summary>
public sealed class FormBodyTests
{
    public static TheoryData<string, int> Examples =>
    [
        .. CommandRoutes.Table.Routes.SelectMany(route =>
            AllOf(route).Select((_, i) => (route.Operation, i))),
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_of_every_command_can_be_typed_into_its_form(string operation, int which)
    {
        var route = RouteOf(operation);
        var example = AllOf(route)[which];

        var body = Typed(route, example);

        // A comparison is typed as a fraction; what is sent of it is exact.
        if (example["matrix"] is not null)
            (example["matrix"], body["matrix"]) = (null, null);
        Assert.True(JsonNode.DeepEquals(example, body), body.ToJsonString());
    }

    [Fact]
    public void Each_field_of_every_form_has_an_input_of_its_own()
    {
        var kinds = CommandRoutes.Table.Routes.SelectMany(r => FormFields.Of(r)
            .SelectMany(All).Select(f => (r.Operation, f.Name, f.Kind, f.Fields, f.Value)));

        Assert.DoesNotContain(kinds, f => f is { Kind: FieldKind.Group or FieldKind.Rows,
            Fields.IsEmpty: true });
        Assert.DoesNotContain(kinds, f => f is { Kind: FieldKind.Entries, Value: null });
    }

    [Fact]
    public void What_is_left_empty_is_absent()
    {
        var route = RouteOf("ScoreCriterion");

        var body = FormBody.Of(FormFields.Of(route), Values(("/criterion", " "), ("/value", "")));

        Assert.Equal("{}", body.ToJsonString());
    }

    [Fact]
    public void What_is_no_number_stays_a_text_so_that_its_refusal_names_it() => Gen.String.Sample(
        text =>
        {
            var body = FormBody.Of(FormFields.Of(RouteOf("ScoreCriterion")), Values(
                ("/value", text)));
            Assert.True(body["value"] is null
                || body["value"]!.GetValueKind() == JsonValueKind.Number
                || (string?)body["value"] == text.Trim());
        });

    [Fact]
    public void Of_a_pair_one_comparison_is_typed_and_the_other_is_its_reciprocal()
    {
        var body = FormBody.Of(FormFields.Of(RouteOf("ReweightObjectives")), Values(
            ("/method", "ahp"), ("/matrix/0/1", "3"), ("/matrix/0/2", "1/4"),
            ("/matrix/1/2", "1")));

        Assert.Equal(
            "[[1,3,0.25],[0.3333333333333333333333333333,1,1],[4,1,1]]",
            body["matrix"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/grounds/rationale", "/grounds/rationale")]
    [InlineData("/weights/growth", "/weights/1/value")]
    [InlineData("/weights/unknown", "/weights")]
    [InlineData("/grounds/evidence/0/ref", "/grounds/evidence/0/ref")]
    [InlineData("/nothing", "")]
    public void A_fault_is_said_beside_the_input_it_is_about(string pointer, string input)
    {
        var fields = FormFields.Of(RouteOf("ReweightObjectives"));
        var values = Values(("/weights/0/name", "service"), ("/weights/0/value", "0.5"),
            ("/weights/1/name", "growth"), ("/weights/1/value", "-1"));

        var placed = FormBody.Placed(fields, values, [new(pointer, "is wrong")]);

        Assert.Equal(input, Assert.Single(placed).Pointer);
    }

    private static IEnumerable<FormField> All(FormField field) =>
        field.Fields.SelectMany(All).Concat(field.Value is { } value ? All(value) : [])
            .Append(field);

    private static JsonObject Typed(CommandRoute route, JsonObject example) => FormBody.Of(
        FormFields.Of(route),
        FormValues.Of(FormFields.Of(route), JsonSerializer.SerializeToElement(example)));

    private static FormValues Values(params (string Name, string Text)[] typed) =>
        FormValues.Of(typed.Select(t => KeyValuePair.Create(
            t.Name, new Microsoft.Extensions.Primitives.StringValues(t.Text))));

    private static CommandRoute RouteOf(string operation) =>
        CommandRoutes.Table.Routes.Single(r => r.Operation == operation);

    private static JsonObject[] AllOf(CommandRoute route) =>
        route.Examples.IsEmpty ? [JsonNode.Parse(route.Example)!.AsObject()]
        : [.. route.Examples.Select(e => JsonNode.Parse(e.Json)!.AsObject())];
}
