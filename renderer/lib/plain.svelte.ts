/** A copy that can cross a process boundary: `$state` proxies cannot be cloned. */
export function plain<Value>(value: Value): Value {
  return $state.snapshot(value) as Value;
}
