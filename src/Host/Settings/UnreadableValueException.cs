namespace LvsPluggable.Host.Settings;

/// <summary>Says that a value was asked for that is wrong, or missing, which is reported already.</summary>
/// <param name="name">The name of the parameter.</param>
internal sealed class UnreadableValueException(string name) : Exception($"{name} has no value that could be read.");
