using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveRecording.EventSourcing;

namespace ActiveRecording.Actors.Tests;

public sealed partial class A_journal_codec
{
    private readonly JournalCodec<PurseEvent> codec = new(PurseJson.Default);

    [Fact]
    public void Stores_an_event_under_its_name_as_json()
    {
        var data = codec.Encode(new PurseEvent.CoinsPutIn(7));

        Assert.Equal(("coins-put-in", 1), (data.Name, data.Version));
        Assert.Equal("""{"Coins":7}""", Encoding.UTF8.GetString(data.Payload.Span));
        Assert.Equal(new PurseEvent.CoinsPutIn(7), codec.Decode(data));
    }

    [Fact]
    public void Reads_an_event_with_fields_that_were_added_later()
    {
        var data = new EventData("coins-put-in", 1, """{"Coins":7,"From":"aunt"}"""u8.ToArray());

        Assert.Equal(new PurseEvent.CoinsPutIn(7), codec.Decode(data));
    }

    [Fact]
    public void Names_the_event_it_does_not_know()
    {
        var unknown = Assert.Throws<UnknownEventException>(() => codec.Decode(new("coins-put-in", 2, "{}"u8.ToArray())));

        Assert.Contains("'coins-put-in' version 2", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_take_broken_json()
    {
        Assert.Throws<JsonException>(() => codec.Decode(new("coins-put-in", 1, "{"u8.ToArray())));
    }

    [Fact]
    public void Is_not_made_of_events_without_a_name_or_outside_its_context()
    {
        Assert.Throws<ArgumentException>(() => new JournalCodec<Nameless>(StrayJson.Default));
        Assert.Throws<ArgumentException>(() => new JournalCodec<PurseEvent>(StrayJson.Default));
        Assert.Throws<ArgumentException>(() => new JournalCodec<Twin>(StrayJson.Default));
    }

    public sealed record Nameless;

    public abstract record Twin
    {
        [JournalName("twin", 1)]
        public sealed record One : Twin;

        [JournalName("twin", 1)]
        public sealed record Two : Twin;
    }

    [JsonSerializable(typeof(Nameless))]
    [JsonSerializable(typeof(Twin.One))]
    [JsonSerializable(typeof(Twin.Two))]
    private sealed partial class StrayJson : JsonSerializerContext;
}
