using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveRecording.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ActiveRecording.Console;

/// <summary>What the console needs of the web application that carries it.</summary>
public static class ConsoleServices
{
    /// <summary>Adds the API's JSON, problem details (RFC 9457) and its description.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        services.AddOpenApi(Describe);
        return services;
    }

    /// <summary>Turns faults and unknown paths into problem details; comes before the endpoints.</summary>
    public static IApplicationBuilder UseConsoleProblems(this IApplicationBuilder web) =>
        web.UseExceptionHandler().UseStatusCodePages();

    private static void Configure(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, OperationsJson.Default);
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new UtcInstant());
    }

    private static void Describe(OpenApiOptions openApi)
    {
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ActiveRecording";
            document.Info.Version = "1";
            document.Info.Description = "Recordings, calls and call detail records of one node or cluster.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        openApi.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(DateTimeOffset)) (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
            return Task.CompletedTask;
        });
    }
}
