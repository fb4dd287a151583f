namespace LvsPluggable.Host.Web;

/// <summary>Answers requests for one path. Called for several at a time; it may take as long as the exchange is not cancelled.</summary>
internal delegate Task WebEndpoint(WebExchange exchange);
