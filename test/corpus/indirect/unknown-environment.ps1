iex $env:DEPLOY_STEP
